using System.IO.Hashing;
using System.Runtime.InteropServices;
using CsvHelper;
using TfPipeline.Cli.Terminal;
using TfPipeline.Identifiers;
using TfPipeline.Pseudonyms;

namespace TfPipeline.Cli.Linking;

/// <summary>A CSV file of people: ids, tokens of the identifiers that its columns hold, and columns for the report, in ordinal order of ids. The
/// identifiers themselves are not kept.</summary>
/// <param name="Ids">Unique ids.</param>
/// <param name="People">Tokens.</param>
/// <param name="Extra">The columns that were asked for beside; a missing value is empty.</param>
internal sealed record PersonFile(string[] Ids, TokenTable People, IReadOnlyDictionary<string, string[]> Extra)
{
    /// <summary>Sentences about filled cells that can't be read.</summary>
    public IReadOnlyList<string> Unread { get; private init; } = [];

    /// <summary>A mark of the one person that all rows describe; null where there are several, or none.</summary>
    public ulong? OnlyPerson { get; private init; }

    // A quote that is never closed would otherwise swallow the rest of the file without a word.
    private static readonly CsvReaderOptions Options = new()
    {
        HasHeader = true,
        IncludeValuesInExceptions = false,
        MalformedData = CsvMalformedDataHandling.Throw,
        FieldCountMismatch = CsvFieldCountHandling.Throw,
    };

    /// <summary>Identifiers that a file may have, and the column that holds each when nothing else is said.</summary>
    public static readonly string[] Fields = ["forename", "surname", "sex", "date_of_birth", "postcode", "upn", "nino"];

    /// <summary>Reads a file; columns it lacks stay neutral in the linkage.</summary>
    /// <param name="file">UTF-8 with a header row.</param>
    /// <param name="option">The option that names the file, for messages.</param>
    /// <param name="idColumn">Column of the id, which must be filled and unique.</param>
    /// <param name="map">Column of each identifier.</param>
    /// <param name="extra">Columns that must be there and are read besides.</param>
    /// <param name="ring">The keys of the tokens.</param>
    /// <exception cref="UsageException">
    /// No header, no id column, no identifier column at all, a mapped or extra column that is not there, an empty or a repeated id, or
    /// text that is no CSV: named by option and row, never by value.
    /// </exception>
    public static PersonFile Read(FileInfo file, string option, string idColumn, IReadOnlyDictionary<string, string> map, IReadOnlyList<(string Option, string Column)> extra, KeyRing ring)
    {
        var row = 1;
        try
        {
            using var csv = CsvReader.FromFile(file.FullName, Options);
            csv.ReadHeader();
            if (csv.Headers.Count == 0)
                throw new UsageException($"The file of {option} is empty; it needs a header row.");
            var id = Column(csv, option, "--id", idColumn);
            int[] at = [.. Fields.Select(f => map.TryGetValue(f, out var mapped) ? Column(csv, option, "--map", mapped) : csv.TryGetFieldIndex(f, out var k) ? k : -1)];
            if (at.All(k => k < 0))
                throw new UsageException($"The file of {option} has none of the columns {string.Join(", ", Fields)}; say with --map which of its columns they are.");
            int[] besides = [.. extra.Select(e => Column(csv, option, e.Option, e.Column))];
            var ids = new List<string>();
            using var tokeniser = new Tokeniser(ring);
            var (people, text) = (tokeniser.Builder(), new RowText());
            var unread = new UnreadValues(option);
            ulong? only = null;
            var several = false;
            List<string>[] extras = [.. besides.Select(_ => new List<string>())];
            for (row = 2; csv.Read(); row++)
            {
                var value = csv.GetString(id);
                if (value.Length == 0)
                    throw NotUnique(option, row);
                ids.Add(value);
                var person = text.Read(csv, at);
                people.Append(person);
                unread.Add(person);
                several |= only is not null && only != text.Mark;
                only = text.Mark;
                for (var e = 0; e < besides.Length; e++)
                    extras[e].Add(csv.GetString(besides[e]));
            }

            // Random pairs are drawn by position: by id, the order of the rows changes nothing.
            var order = IdOrder.Of(ids);
            if (IdOrder.FirstRepeated(ids, order) is var repeated and >= 0)
                throw NotUnique(option, repeated + 2);
            return new PersonFile(Array.ConvertAll(order, i => ids[i]), people.Build().Select(order), extra.Zip(extras).DistinctBy(p => p.First.Column, StringComparer.Ordinal)
                .ToDictionary(p => p.First.Column, p => Array.ConvertAll(order, i => p.Second[i]), StringComparer.Ordinal))
            {
                Unread = unread.Sentences(),
                OnlyPerson = several ? null : only,
            };
        }
        catch (CsvFormatException e)
        {
            throw new UsageException(FormattableString.Invariant($"The file of {option} is not CSV with as many fields in every row as in the header, or a quote is not closed; reading stopped at row {row}."), e);
        }
    }

    /// <summary>Reads the left file and, where there is one, the right file beside it.</summary>
    public static async Task<(PersonFile Left, PersonFile? Right)> ReadBothAsync(Func<PersonFile> left, Func<PersonFile>? right)
    {
        var other = right is null ? Task.FromResult<PersonFile?>(null) : Task.Run<PersonFile?>(() => right());
        var first = Task.Run(left);
        // Both end before either is judged, and a fault of the left file is told first, whichever was met first.
        await Task.WhenAny(Task.WhenAll((Task)first, other));
        return (await first, await other);
    }

    private static UsageException NotUnique(string option, int row)
        => new(FormattableString.Invariant($"Row {row} of the file of {option} has no id, or one that an earlier row has; ids must be unique."));

    private static int Column(CsvReader csv, string file, string option, string name)
        => csv.TryGetFieldIndex(name, out var at) ? at : throw new UsageException($"A column that {option} names is not in the file of {file}.");

    /// <summary>The cells of one row as characters, in one buffer that all rows share.</summary>
    private sealed class RowText
    {
        private char[] _text = new char[1024];

        /// <summary>Equal for rows with equal cells. It stays in memory.</summary>
        public ulong Mark { get; private set; }

        public PersonText Read(CsvReader csv, int[] at)
        {
            // UTF-8 never has fewer bytes than UTF-16 has characters.
            var length = 0;
            foreach (var k in at)
                length += k < 0 ? 0 : csv.GetSpan(k).Length;
            if (_text.Length < length)
                _text = new char[2 * length];
            var used = 0;
            var person = new PersonText
            {
                Forename = Cell(csv, at[0], ref used),
                Surname = Cell(csv, at[1], ref used),
                Sex = Cell(csv, at[2], ref used),
                DateOfBirth = Cell(csv, at[3], ref used),
                Postcode = Cell(csv, at[4], ref used),
                Upn = Cell(csv, at[5], ref used),
                Nino = Cell(csv, at[6], ref used),
            };
            Mark = Cells(person);
            return person;
        }

        private static ulong Cells(in PersonText person)
        {
            var mark = Hash(person.Forename, 0);
            mark = Hash(person.DateOfBirth, Hash(person.Sex, Hash(person.Surname, mark)));
            return Hash(person.Nino, Hash(person.Upn, Hash(person.Postcode, mark)));
        }

        private static ulong Hash(ReadOnlySpan<char> cell, ulong seed) => XxHash3.HashToUInt64(MemoryMarshal.AsBytes(cell), (long)seed);

        private ReadOnlySpan<char> Cell(CsvReader csv, int column, scoped ref int used)
        {
            if (column < 0)
                return [];
            var start = used;
            used += csv.GetChars(column, _text.AsSpan(start));
            return _text.AsSpan(start, used - start);
        }
    }
}
