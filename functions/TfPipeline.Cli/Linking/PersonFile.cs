using CsvHelper;
using TfPipeline.Cli.Terminal;
using TfPipeline.Core.Linkage;
using TfPipeline.Core.Pseudonyms;

namespace TfPipeline.Cli.Linking;

/// <summary>A CSV file of people: ids, the identifiers that its columns hold, and columns for the report, in ordinal order of ids.</summary>
/// <param name="Ids">Unique ids.</param>
/// <param name="People">Identifiers.</param>
/// <param name="Extra">The columns that were asked for beside; a missing value is empty.</param>
internal sealed record PersonFile(string[] Ids, IdentifierBatch People, IReadOnlyDictionary<string, string[]> Extra)
{
    private const int BatchRows = 65_536;

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
    /// <exception cref="UsageException">
    /// No header, no id column, no identifier column at all, a mapped or extra column that is not there, an empty or a repeated id, or
    /// text that is no CSV: named by option and row, never by value.
    /// </exception>
    public static PersonFile Read(FileInfo file, string option, string idColumn, IReadOnlyDictionary<string, string> map, IReadOnlyList<(string Option, string Column)> extra)
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
            var seen = new HashSet<string>(StringComparer.Ordinal);
            List<string?>[] columns = [.. Fields.Select(_ => new List<string?>())];
            List<string>[] extras = [.. besides.Select(_ => new List<string>())];
            for (row = 2; csv.Read(); row++)
            {
                var value = csv.GetString(id);
                if (value.Length == 0 || !seen.Add(value))
                    throw new UsageException(FormattableString.Invariant($"Row {row} of the file of {option} has no id, or one that an earlier row has; ids must be unique."));
                ids.Add(value);
                for (var f = 0; f < at.Length; f++)
                    columns[f].Add(at[f] >= 0 && csv.GetString(at[f]) is { Length: > 0 } text ? text : null);
                for (var e = 0; e < besides.Length; e++)
                    extras[e].Add(csv.GetString(besides[e]));
            }

            // Random pairs are drawn by position: by id, the order of the rows changes nothing.
            string[] sorted = [.. ids];
            int[] order = [.. Enumerable.Range(0, sorted.Length)];
            Array.Sort(sorted, order, StringComparer.Ordinal);
            return new PersonFile(sorted, Batch(columns, at, order), extra.Zip(extras).DistinctBy(p => p.First.Column, StringComparer.Ordinal)
                .ToDictionary(p => p.First.Column, p => Array.ConvertAll(order, i => p.Second[i]), StringComparer.Ordinal));
        }
        catch (CsvFormatException e)
        {
            throw new UsageException(FormattableString.Invariant($"The file of {option} is not CSV with as many fields in every row as in the header, or a quote is not closed; reading stopped at row {row}."), e);
        }
    }

    /// <summary>The file in batches, each a partition of its own, so that several workers share it.</summary>
    public IReadOnlyList<IAsyncEnumerable<RecordBatch>> Partitions()
        => [.. Enumerable.Range(0, (Ids.Length + BatchRows - 1) / BatchRows).Select(k => Batch(k * BatchRows, Math.Min(Ids.Length, (k + 1) * BatchRows)))];

    private static int Column(CsvReader csv, string file, string option, string name)
        => csv.TryGetFieldIndex(name, out var at) ? at : throw new UsageException($"A column that {option} names is not in the file of {file}.");

    private static IdentifierBatch Batch(List<string?>[] columns, int[] at, int[] order)
    {
        string?[]? Column(int f) => at[f] < 0 ? null : Array.ConvertAll(order, i => columns[f][i]);
        return new IdentifierBatch
        {
            Count = order.Length,
            Forename = Column(0),
            Surname = Column(1),
            Sex = Column(2),
            DateOfBirthText = Column(3),
            Postcode = Column(4),
            Upn = Column(5),
            Nino = Column(6),
        };
    }

    private async IAsyncEnumerable<RecordBatch> Batch(int from, int to)
    {
        await Task.CompletedTask;
        string?[]? Part(string?[]? column) => column?[from..to];
        yield return new RecordBatch(Ids[from..to], new IdentifierBatch
        {
            Count = to - from,
            Forename = Part(People.Forename),
            Surname = Part(People.Surname),
            Sex = Part(People.Sex),
            DateOfBirthText = Part(People.DateOfBirthText),
            Postcode = Part(People.Postcode),
            Upn = Part(People.Upn),
            Nino = Part(People.Nino),
        });
    }
}
