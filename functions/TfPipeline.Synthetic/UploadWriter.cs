using System.Text;
using CsvHelper;

namespace TfPipeline.Synthetic;

/// <summary>The councils' files: two drops each. The second has the later families, and what changed about the earlier ones.</summary>
internal sealed class UploadWriter(SyntheticOptions options)
{
    public static readonly DateOnly FirstDrop = new(2017, 3, 31);
    public static readonly DateOnly SecondDrop = new(2018, 3, 31);

    private const double Resent = 0.03;
    private const double Withdrawn = 0.003;
    private const double CrossedOver = 0.005;
    private const double AtSecondCouncil = 0.01;
    private const double Contaminated = 0.002;

    private readonly Dictionary<(string Gss, DateOnly Drop), List<string[]>> _files = [];

    /// <summary>What was said about whom, for the truth.</summary>
    public List<UploadedPerson> Uploaded { get; } = [];

    public void Write(IReadOnlyList<SyntheticFamily> families)
    {
        foreach (var family in families)
            Plan(family);
        foreach (var ((gss, drop), rows) in _files)
            WriteFile(gss, drop, rows);
    }

    private void Plan(SyntheticFamily family)
    {
        var rng = Rng.For(options.Seed, "upload", family.Number);
        var early = family.Index <= FirstDrop.AddDays(-30);
        var version = new UploadVersion(family.Council.Gss, family.Index, family.IsProgramme);
        Add(family, version, early ? FirstDrop : SecondDrop, FamilyNote.None, ref rng);
        if (options.Councils > 1 && rng.Chance(AtSecondCouncil))
            AddAtSecondCouncil(family, ref rng);
        if (early)
            AddLater(family, version, ref rng);
    }

    private void AddLater(SyntheticFamily family, UploadVersion version, ref Rng rng)
    {
        if (rng.Chance(Withdrawn))
            Add(family, version with { Withdrawn = true }, SecondDrop, FamilyNote.Withdrawn, ref rng);
        else if (!family.IsProgramme && rng.Chance(CrossedOver))
            Add(family, version with { IsProgramme = true, Index = family.Index.AddDays(rng.Between(120, 380)) }, SecondDrop, FamilyNote.CrossedOver, ref rng);
        else if (rng.Chance(Resent))
            Add(family, version with { Postcode = Places.Postcode(ref rng, family.Council.PostcodeArea) }, SecondDrop, FamilyNote.Resent, ref rng);
    }

    // A family that moved is known to two councils under other references, in the second one from a later day on.
    private void AddAtSecondCouncil(SyntheticFamily family, ref Rng rng)
    {
        var others = Places.Councils.Take(options.Councils).Where(c => c != family.Council).ToArray();
        var contaminated = !family.IsProgramme && rng.Chance(Contaminated / AtSecondCouncil);
        var version = new UploadVersion(rng.Pick<SyntheticCouncil>(others).Gss, family.Index.AddDays(rng.Between(30, 90)), family.IsProgramme || contaminated)
        {
            Suffix = "-B",
        };
        Add(family, version, SecondDrop, contaminated ? FamilyNote.Contaminated : FamilyNote.AtSecondCouncil, ref rng);
    }

    private void Add(SyntheticFamily family, UploadVersion version, DateOnly drop, FamilyNote note, ref Rng rng)
    {
        if (!_files.TryGetValue((version.Gss, drop), out var rows))
            _files.Add((version.Gss, drop), rows = []);
        foreach (var person in family.Members)
        {
            rows.Add(UploadRow.Make(person, version, drop, ref rng));
            Uploaded.Add(new UploadedPerson(person, version.Gss, person.Id + version.Suffix, drop, note));
        }
    }

    private void WriteFile(string gss, DateOnly drop, List<string[]> rows)
    {
        var folder = Directory.CreateDirectory(Path.Combine(options.Out, "uploads", gss, UploadRow.Day(drop)));
        using var writer = new StreamWriter(Path.Combine(folder.FullName, FileName(gss, drop)), append: false, new UTF8Encoding(false));
        WriteCsv(writer, [UploadRow.Header, .. rows]);
    }

    public static string FileName(string gss, DateOnly drop) => $"SYNTHETIC-{gss}-{UploadRow.Day(drop)}.csv";

    /// <summary>Writes rows as RFC 4180 has them. Rows may differ in length: some files are made faulty on purpose.</summary>
    public static void WriteCsv(TextWriter writer, IEnumerable<string[]> rows, string newLine = "\r\n")
    {
        using var csv = CsvWriter.Create(writer, new CsvWriterOptions { NewLine = newLine, ValidateFieldCount = false }, leaveOpen: true);
        foreach (var row in rows)
            csv.WriteRecord(row);
    }
}

/// <summary>Why a family is in a drop.</summary>
internal enum FamilyNote
{
    None,
    Resent,
    Withdrawn,
    CrossedOver,
    AtSecondCouncil,
    Contaminated,
}

/// <summary>One row of a council's file and who it is.</summary>
internal sealed record UploadedPerson(SyntheticPerson Person, string Gss, string PersonId, DateOnly Drop, FamilyNote Note);
