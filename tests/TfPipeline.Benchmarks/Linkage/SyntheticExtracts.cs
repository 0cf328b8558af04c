using CsvHelper;
using TfPipeline.Core.OutsideParquet;
using TfPipeline.Identifiers;
using TfPipeline.Linkage;

namespace TfPipeline.Benchmarks.Linkage;

/// <summary>Reads what <c>tfp synth</c> wrote: the cohort from the uploads, records from an extract, and the truth.</summary>
internal sealed class SyntheticExtracts(string folder, bool withNumbers)
{
    public IEnumerable<string> Departments => Directory.GetDirectories(Path.Combine(folder, "extracts")).Select(d => Path.GetFileName(d)!).Order(StringComparer.Ordinal);

    /// <summary>One row per true person: the first upload row of each.</summary>
    public (IdentifierBatch People, string[] Truth) Cohort()
    {
        var truth = Rows(Path.Combine(folder, "truth", "people.csv"), "person", "council_code", "person_id").DistinctBy(r => (r[1], r[2])).ToDictionary(r => (r[1], r[2]), r => r[0]);
        var (seen, rows) = (new HashSet<string>(StringComparer.Ordinal), new List<string[]>());
        foreach (var file in Directory.GetFiles(Path.Combine(folder, "uploads"), "*.csv", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
        {
            foreach (var row in Rows(file, "council_code", "person_id", "forename", "surname", "sex", "date_of_birth", "postcode", "upn", "nino"))
            {
                if (truth.TryGetValue((row[0], row[1]), out var person) && seen.Add(person))
                    rows.Add([person, .. row[2..]]);
            }
        }

        string?[] Column(int k) => [.. rows.Select(r => r[k].Length == 0 ? null : r[k])];
        return (new IdentifierBatch
        {
            Count = rows.Count,
            Forename = Column(1),
            Surname = Column(2),
            Sex = Column(3),
            DateOfBirthText = Column(4),
            Postcode = Column(5),
            Upn = withNumbers ? Column(6) : null,
            Nino = withNumbers ? Column(7) : null,
        }, [.. rows.Select(r => r[0])]);
    }

    public Dictionary<string, string> RecordTruth(string department)
        => Rows(Path.Combine(folder, "truth", $"records-{department}.csv"), "person", "record_id").ToDictionary(r => r[1], r => r[0], StringComparer.Ordinal);

    public IReadOnlyList<IAsyncEnumerable<RecordBatch>> Partitions(string department)
        => [.. Directory.GetFiles(Path.Combine(folder, "extracts", department), "people-*.parquet", SearchOption.AllDirectories).Order(StringComparer.Ordinal).Select(Read)];

    private async IAsyncEnumerable<RecordBatch> Read(string path)
    {
        await using var stream = File.OpenRead(path);
        using var file = OutsideParquetFile.Open(stream);
        for (var g = 0; g < file.RowGroups; g++)
        {
            using var group = file.Group(g);
            string?[]? Text(params string[] names) => file.Columns.FirstOrDefault(c => names.Contains(c.Name)) is { } column ? group.Texts(column) : null;
            yield return new RecordBatch(Array.ConvertAll(Text("record_id")!, r => r!), new IdentifierBatch
            {
                Count = group.Rows,
                Forename = Text("forename", "given_name", "first_name"),
                Surname = Text("surname", "family_name", "last_name"),
                Sex = Text("sex", "gender"),
                DateOfBirth = group.Dates(file.Columns.First(c => c.Name is "date_of_birth" or "dob" or "birth_date")),
                Postcode = Text("postcode"),
                Upn = withNumbers ? Text("upn") : null,
                Nino = withNumbers ? Text("nino") : null,
            });
        }
    }

    private static IEnumerable<string[]> Rows(string path, params string[] columns)
    {
        using var csv = CsvReader.FromFile(path, new CsvReaderOptions { HasHeader = true });
        csv.ReadHeader();
        int[] at = [.. columns.Select(c => csv.GetFieldIndex(c))];
        while (csv.Read())
            yield return [.. at.Select(k => csv.GetString(k))];
    }
}
