using CsvHelper;
using Parquet;
using TfPipeline.Core.Linkage;
using TfPipeline.Core.Pseudonyms;

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

    private async IAsyncEnumerable<RecordBatch> Read(string file)
    {
        await using var stream = File.OpenRead(file);
        await using var reader = await ParquetReader.CreateAsync(stream, new ParquetOptions { UseDateOnlyTypeForDates = true });
        for (var g = 0; g < reader.RowGroupCount; g++)
        {
            using var group = reader.OpenRowGroupReader(g);
            var rows = (int)group.RowCount;
            async Task<string?[]?> Text(params string[] names)
            {
                var field = reader.Schema.DataFields.FirstOrDefault(f => names.Contains(f.Name));
                if (field is null)
                    return null;
                var column = new string?[rows];
                await group.ReadAsync(field, column.AsMemory());
                return column;
            }

            var dates = new DateOnly?[rows];
            await group.ReadAsync(reader.Schema.DataFields.First(f => f.Name is "date_of_birth" or "dob" or "birth_date"), dates.AsMemory());
            yield return new RecordBatch((await Text("record_id"))!.Select(r => r!).ToArray(), new IdentifierBatch
            {
                Count = rows,
                Forename = await Text("forename", "given_name", "first_name"),
                Surname = await Text("surname", "family_name", "last_name"),
                Sex = await Text("sex", "gender"),
                DateOfBirth = dates,
                Postcode = await Text("postcode"),
                Upn = withNumbers ? await Text("upn") : null,
                Nino = withNumbers ? await Text("nino") : null,
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
