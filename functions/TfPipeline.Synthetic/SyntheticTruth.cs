using System.Globalization;
using System.Text.Json;

namespace TfPipeline.Synthetic;

/// <summary>What is really so about synthetic data, as <c>tfp synth</c> wrote it down: for measuring a pipeline, never for feeding one.</summary>
internal sealed record SyntheticTruth(
    IReadOnlyList<PlantedEffect> Effects,
    IReadOnlyList<TruePerson> People,
    IReadOnlyDictionary<string, IReadOnlyDictionary<int, string>> Records)
{
    public const string EffectsFile = "effects.json";
    public const string PeopleFile = "people.csv";

    public static readonly JsonSerializerOptions Json = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        WriteIndented = true,
        NewLine = "\n",
    };

    public static string RecordsFile(string department) => $"records-{department}.csv";

    /// <summary>Reads a truth folder.</summary>
    public static SyntheticTruth Read(string folder)
    {
        var effects = JsonSerializer.Deserialize<List<PlantedEffect>>(File.ReadAllBytes(Path.Combine(folder, EffectsFile)), Json)
            ?? throw new InvalidDataException($"{EffectsFile} is empty; run 'tfp synth' again.");
        var people = Rows(Path.Combine(folder, PeopleFile)).Select(TruePerson.Parse).ToList();
        var records = Departments.All.ToDictionary(
            d => d.Code,
            d => (IReadOnlyDictionary<int, string>)Rows(Path.Combine(folder, RecordsFile(d.Code))).ToDictionary(r => Whole(r[0]), r => r[1]),
            StringComparer.Ordinal);
        return new SyntheticTruth(effects, people, records);
    }

    public static int Whole(string text) => int.Parse(text, NumberStyles.None, CultureInfo.InvariantCulture);

    private static IEnumerable<string[]> Rows(string path) => File.ReadLines(path).Skip(1).Select(line => line.Split(','));
}

/// <summary>One row of an upload and the person behind it.</summary>
/// <param name="Person">The person's number; the same in every row about them, and in the records files.</param>
/// <param name="Gss">Council.</param>
/// <param name="PersonId">The council's reference.</param>
/// <param name="Drop">Date of the drop.</param>
/// <param name="Note">Why the row is in the drop.</param>
internal sealed record TruePerson(int Person, string Gss, string PersonId, DateOnly Drop, FamilyNote Note)
{
    public static readonly string[] Header = ["person", "council_code", "person_id", "drop", "note"];

    public static TruePerson Parse(string[] fields) =>
        new(SyntheticTruth.Whole(fields[0]), fields[1], fields[2], DateOnly.ParseExact(fields[3], "yyyy-MM-dd", CultureInfo.InvariantCulture), Enum.Parse<FamilyNote>(fields[4]));

    public string[] ToFields() =>
        [Person.ToString(CultureInfo.InvariantCulture), Gss, PersonId, UploadRow.Day(Drop), Note.ToString()];
}
