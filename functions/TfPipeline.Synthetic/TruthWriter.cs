using System.Globalization;
using System.Text;
using System.Text.Json;

namespace TfPipeline.Synthetic;

/// <summary>Writes the truth folder.</summary>
internal static class TruthWriter
{
    private const string About =
        """
        SYNTHETIC: made by 'tfp synth'; no real person is in these files.

        Truth about the synthetic data, for measuring a pipeline. Nothing here may be fed to one.
        people.csv              one row per upload row: the person's number, where the row is, why it is there
        records-<dept>.csv      the person's record in each department; whoever is not listed has none
        effects.json            planted effects per outcome and window, counted on the programme group with both courses known

        How the programme group came about: odds from the family's six flags, its council, and how many members had an offence with
        a caution, conviction or custody, or were persistently absent, in months -24 to -13. Nothing unobserved decides.
        Someone whom 'offences' does not hold has no offence in either course. Someone whom a school extract does not hold is missing
        at random, so effects on school outcomes are counted on those held.
        Families that cross over or are at a second council are not treated from there on.
        """;

    public static void Write(SyntheticOptions options, UploadWriter uploads, IReadOnlyList<PlantedEffect> effects, IEnumerable<DepartmentWriter> departments)
    {
        var folder = Directory.CreateDirectory(options.Truth).FullName;
        File.WriteAllText(Path.Combine(folder, "SYNTHETIC.txt"), About.ReplaceLineEndings("\n"));
        File.WriteAllBytes(Path.Combine(folder, SyntheticTruth.EffectsFile), JsonSerializer.SerializeToUtf8Bytes(effects, SyntheticTruth.Json));
        WriteCsv(Path.Combine(folder, SyntheticTruth.PeopleFile), TruePerson.Header,
            uploads.Uploaded.Select(u => new TruePerson(u.Person.Number, u.Gss, u.PersonId, u.Drop, u.Note).ToFields()));
        foreach (var department in departments)
        {
            WriteCsv(Path.Combine(folder, SyntheticTruth.RecordsFile(department.Code)), ["person", "record_id"],
                department.Records.OrderBy(r => r.Person.Number).Select(r => new[] { r.Person.Number.ToString(CultureInfo.InvariantCulture), r.Record }));
        }
    }

    private static void WriteCsv(string path, string[] header, IEnumerable<string[]> rows)
    {
        using var writer = new StreamWriter(path, append: false, new UTF8Encoding(false));
        UploadWriter.WriteCsv(writer, rows.Prepend(header), "\n");
    }
}
