using CsvHelper;
using TfPipeline.Cli.Terminal;
using TfPipeline.Core.Linkage;
using TfPipeline.Core.Pseudonyms;

namespace TfPipeline.Cli.Linking;

/// <summary>A CSV file of people: ids and the identifiers that its columns hold.</summary>
internal sealed record PersonFile(string[] Ids, IdentifierBatch People)
{
    private const int BatchRows = 65_536;

    /// <summary>Identifiers that a file may have, and the column that holds each when nothing else is said.</summary>
    public static readonly string[] Fields = ["forename", "surname", "sex", "date_of_birth", "postcode", "upn", "nino"];

    /// <summary>Reads a file; columns it lacks stay neutral in the linkage.</summary>
    /// <param name="file">UTF-8 with a header row.</param>
    /// <param name="idColumn">Column of the id, which must be filled and unique.</param>
    /// <param name="map">Column of each identifier.</param>
    /// <exception cref="UsageException">No id column, no identifier column at all, an empty or a repeated id: named by row, never by value.</exception>
    public static PersonFile Read(FileInfo file, string idColumn, IReadOnlyDictionary<string, string> map)
    {
        using var csv = CsvReader.FromFile(file.FullName, new CsvReaderOptions { HasHeader = true, IncludeValuesInExceptions = false });
        csv.ReadHeader();
        if (!csv.TryGetFieldIndex(idColumn, out var id))
            throw new UsageException("The column that --id names is not in one of the files.");
        int[] at = [.. Fields.Select(f => csv.TryGetFieldIndex(map.GetValueOrDefault(f, f), out var k) ? k : -1)];
        if (at.All(k => k < 0))
            throw new UsageException("One of the files has none of the columns " + string.Join(", ", Fields) + "; say with --map which of its columns they are.");
        var ids = new List<string>();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        List<string?>[] columns = [.. Fields.Select(_ => new List<string?>())];
        while (csv.Read())
        {
            var value = csv.GetString(id);
            if (value.Length == 0 || !seen.Add(value))
                throw new UsageException(FormattableString.Invariant($"Row {ids.Count + 2} of one of the files has no id, or one that an earlier row has; ids must be unique."));
            ids.Add(value);
            for (var f = 0; f < at.Length; f++)
                columns[f].Add(at[f] >= 0 && csv.GetString(at[f]) is { Length: > 0 } text ? text : null);
        }

        string?[]? Column(int f) => at[f] < 0 ? null : [.. columns[f]];
        return new PersonFile([.. ids], new IdentifierBatch
        {
            Count = ids.Count,
            Forename = Column(0),
            Surname = Column(1),
            Sex = Column(2),
            DateOfBirthText = Column(3),
            Postcode = Column(4),
            Upn = Column(5),
            Nino = Column(6),
        });
    }

    /// <summary>The file in batches, each a partition of its own, so that several workers share it.</summary>
    public IReadOnlyList<IAsyncEnumerable<RecordBatch>> Partitions()
        => [.. Enumerable.Range(0, (Ids.Length + BatchRows - 1) / BatchRows).Select(k => Batch(k * BatchRows, Math.Min(Ids.Length, (k + 1) * BatchRows)))];

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
