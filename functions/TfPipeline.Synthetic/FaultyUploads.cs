using System.Text;

namespace TfPipeline.Synthetic;

/// <summary>
/// Further files with the faults that councils' files really have, in a third drop. They send families again that were sent
/// before, so a pipeline that refuses the faults ends with the same people. Together they break every rule that one file can break.
/// </summary>
internal static class FaultyUploads
{
    public static readonly DateOnly Drop = new(2018, 6, 30);
    public const string ListFile = "faults.csv";
    private const int FamiliesPerFile = 12;

    public static void Write(SyntheticOptions options, IReadOnlyList<SyntheticFamily> families)
    {
        var list = new List<string[]> { new[] { "council_code", "file", "expected" } };
        var faults = Faults().ToArray();
        for (var i = 0; i < faults.Length; i++)
        {
            var council = Places.Councils[i % options.Councils];
            list.Add(Write(options, council.Gss, UploadRow.Day(Drop), faults[i].Name, faults[i].Make(Rows(options, families, council, i)), faults[i].Accepted));
        }

        foreach (var (name, content) in RuleSamples.Refused(Places.Councils[0].Gss))
            list.Add(Write(options, Places.Councils[0].Gss, UploadRow.Day(Drop), name, content, isAccepted: false));
        foreach (var (gss, drop, name) in WrongPlaces)
            list.Add(Write(options, gss, drop, name, Utf8([UploadRow.Header]), isAccepted: false));
        using var writer = new StreamWriter(Path.Combine(options.Truth, ListFile), append: false, new UTF8Encoding(false));
        UploadWriter.WriteCsv(writer, list, "\n");
    }

    // A folder that is no date; a council that did not exist yet; one that had ended, which alone would be no more than a query.
    private static readonly (string Gss, string Drop, string Name)[] WrongPlaces =
    [
        (Places.Councils[0].Gss, "undated", "fil-13-wrong-folder"),
        ("E06000066", UploadRow.Day(Drop), "gss-05-council-not-yet"),
        ("E10000001", UploadRow.Day(Drop), "gss-06-council-ended"),
    ];

    private static string[] Write(SyntheticOptions options, string gss, string drop, string name, byte[] content, bool isAccepted)
    {
        var folder = Directory.CreateDirectory(Path.Combine(options.Out, "uploads", gss, drop));
        var file = $"SYNTHETIC-{name}.csv";
        File.WriteAllBytes(Path.Combine(folder.FullName, file), content);
        return [gss, file, isAccepted ? "accepted" : "refused"];
    }

    private static IEnumerable<(string Name, bool Accepted, Func<List<string[]>, byte[]> Make)> Faults() =>
    [
        ("empty", false, _ => []),
        ("header-only", false, rows => Utf8(rows[..1])),
        ("no-header", false, rows => Utf8(rows[1..])),
        ("missing-column", false, rows => Utf8([.. rows.Select(r => r.Where((_, c) => c != 7).ToArray())])),
        ("unknown-column", false, rows => Utf8([.. rows.Select((r, n) => (string[])[.. r, n == 0 ? "notes" : "rang twice"])])),
        ("wrong-council", false, rows => Utf8(Change(rows, (r, _) => r[0] = "E08000037"))),
        ("two-digit-years", false, rows => Utf8(Change(rows, (r, _) => r[6] = r[6][8..] + "/" + r[6][5..7] + "/" + r[6][2..4]))),
        ("undecodable", false, rows => [.. Utf8(rows), 0x81, 0x8D, 0x9D]),
        ("some-bad-rows", true, rows => Utf8(Change(rows, (r, n) => r[6] = n == 3 ? "2009-02-30" : r[6]))),
        ("utf-16", true, rows => [0xFF, 0xFE, .. Encoding.Unicode.GetBytes(Text(rows))]),
        ("windows-1252", true, rows => Latin(rows)),
        ("byte-order-mark", true, rows => [0xEF, 0xBB, 0xBF, .. Utf8(rows)]),
        ("loose-header", true, rows => Utf8([[.. rows[0].Select(h => " " + h.Replace('_', ' ').ToUpperInvariant() + " ")], .. rows[1..]])),
        ("empty-rows-at-the-end", true, rows => [.. Utf8(rows), .. Encoding.ASCII.GetBytes(string.Concat(Enumerable.Repeat(new string(',', UploadRow.Header.Length - 1) + "\r\n", 3)))]),
    ];

    private static List<string[]> Rows(SyntheticOptions options, IReadOnlyList<SyntheticFamily> families, SyntheticCouncil council, int fault)
    {
        var rng = Rng.For(options.Seed, "fault", fault);
        var rows = new List<string[]> { UploadRow.Header };
        foreach (var family in families.Where(f => f.Council == council && f.Index < UploadWriter.SecondDrop).Skip(fault / options.Councils * FamiliesPerFile).Take(FamiliesPerFile))
            foreach (var person in family.Members)
                rows.Add(UploadRow.Make(person, new UploadVersion(council.Gss, family.Index, family.IsProgramme), Drop, ref rng));
        return rows;
    }

    private static List<string[]> Change(List<string[]> rows, Action<string[], int> change)
    {
        for (var n = 1; n < rows.Count; n++)
            change(rows[n], n);
        return rows;
    }

    private static string Text(IEnumerable<string[]> rows)
    {
        using var writer = new StringWriter();
        UploadWriter.WriteCsv(writer, rows);
        return writer.ToString();
    }

    private static byte[] Utf8(IEnumerable<string[]> rows) => Encoding.UTF8.GetBytes(Text(rows));

    // One letter that differs between Windows-1252 and UTF-8 makes the file invalid as UTF-8.
    private static byte[] Latin(List<string[]> rows) => Encoding.Latin1.GetBytes(Text(Change(rows, (r, n) => r[3] = n == 1 ? "Zoë" : r[3])));
}
