using CsvHelper;
using TfPipeline.Identifiers;
using TfPipeline.Linkage;

namespace TfPipeline.Benchmarks.Linkage;

/// <summary>People with the truth apart.</summary>
internal sealed record LabelledSet(string[] Ids, string[] Truth, IdentifierBatch People)
{
    public int Count => Ids.Length;

    public static LabelledSet Read(string path)
    {
        using var csv = CsvReader.FromFile(path, new CsvReaderOptions { HasHeader = true });
        csv.ReadHeader();
        int[] columns = [.. new[] { "id", "person_id", "forename", "surname", "sex", "dob", "postcode" }.Select(c => csv.GetFieldIndex(c))];
        var rows = new List<string?[]>();
        while (csv.Read())
            rows.Add([.. columns.Select(c => csv.GetString(c))]);
        string?[] Column(int k) => [.. rows.Select(r => string.IsNullOrEmpty(r[k]) ? null : r[k])];
        return new LabelledSet([.. rows.Select(r => r[0]!)], [.. rows.Select(r => r[1]!)], new IdentifierBatch
        {
            Count = rows.Count,
            Forename = Column(2),
            Surname = Column(3),
            Sex = Column(4),
            DateOfBirthText = Column(5),
            Postcode = Column(6),
        });
    }

    public LabelledSet Where(Func<string, bool> keep)
    {
        int[] rows = [.. Enumerable.Range(0, Count).Where(i => keep(Truth[i]))];
        string?[]? Pick(string?[]? column) => column is null ? null : [.. rows.Select(i => column[i])];
        return new LabelledSet([.. rows.Select(i => Ids[i])], [.. rows.Select(i => Truth[i])], new IdentifierBatch
        {
            Count = rows.Length,
            Forename = Pick(People.Forename),
            Surname = Pick(People.Surname),
            Sex = Pick(People.Sex),
            DateOfBirthText = Pick(People.DateOfBirthText),
            Postcode = Pick(People.Postcode),
        });
    }

    public async IAsyncEnumerable<RecordBatch> Records()
    {
        await Task.CompletedTask;
        yield return new RecordBatch(Ids, People);
    }
}
