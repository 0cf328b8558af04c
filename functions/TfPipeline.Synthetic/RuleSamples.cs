using System.Globalization;
using System.Text;

namespace TfPipeline.Synthetic;

/// <summary>Small files that show the rules of intake, one file for each rule that refuses a file. Everybody in them is made up.</summary>
internal static class RuleSamples
{
    private const int LongerThanARow = 70_000;
    private const int MoreColumnsThanAList = 300;

    private static readonly string[] Forenames = ["Alder", "Briony", "Clover", "Dale", "Elder", "Fern"];
    private static readonly string[] Surnames = ["Sampleby", "Mockford", "Examplar", "Feignley", "Testworth"];

    /// <summary>A file without a finding.</summary>
    public static byte[] Valid(string gss) => Utf8(
    [
        UploadRow.Header,
        Row(gss, 1, ("forename", "Zoë")),
        Row(gss, 2, ("family_id", "SYN-F1"), ("date_of_birth", "2008-11-03"), ("upn", "X373200005001")),
        Row(gss, 3, ("family_id", "SYN-F1"), ("sex", "Female"), ("nino", "AB 12 34 56 C")),
        Row(gss, 4, ("postcode", "ec1a1bb"), ("group", "comparison"), ("crime_asb", ""), ("school_attendance", "")),
        Row(gss, 5, ("family_id", "SYN-F4"), ("sex", "2"), ("date_of_birth", "2011-02-28"), ("group", "comparison")),
        Row(gss, 6, ("end_date", "2017-02-28"), ("claim_type", "sustained_progress"), ("claim_date", "2017-03-31")),
        Row(gss, 7, ("family_id", "SYN-F6"), ("withdrawn", "no")),
        Row(gss, 8, ("withdrawn", "yes")),
    ]);

    /// <summary>Files that are refused, by name: the code of the rule and what is wrong, or <c>every-row-rule</c>.</summary>
    public static IEnumerable<(string Name, byte[] Content)> Refused(string gss)
    {
        List<string[]> good = [UploadRow.Header, .. Enumerable.Range(1, 6).Select(n => Row(gss, n))];
        byte[] bytes = [.. Enumerable.Range(0, 256).Select(b => (byte)b)];
        return
        [
            ("every-row-rule", Encoding.UTF8.GetBytes(EveryRowRule(gss))),
            ("fil-01-empty", []),
            ("fil-02-workbook", [.. "PK\x03\x04"u8, .. bytes[..64]]),
            ("fil-03-not-text", [.. "%PDF-1.7\n"u8, .. bytes]),
            ("fil-04-undecodable", [.. Utf8(good), 0x81, 0x8D, 0x9D]),
            ("fil-05-row-too-long", Utf8([.. good, Row(gss, 7, ("surname", new string('A', LongerThanARow)))])),
            ("fil-06-quote-never-closed", [.. Utf8(good[..5]), .. Encoding.UTF8.GetBytes(string.Join(',', Row(gss, 5, ("forename", "\"Alder"))) + "\r\n"), .. Utf8(good[6..7])]),
            ("fil-07-no-rows", Utf8(good[..1])),
            ("fil-08-too-many-errors", Utf8([good[0], .. Enumerable.Range(1, 3).Select(n => Row(gss, n, ("date_of_birth", ""))), good[4]])),
            ("fil-09-ambiguous-dates", Utf8([good[0], Row(gss, 1, ("index_date", "03/04/2016")), Row(gss, 2, ("index_date", "05/06/2016"))])),
            ("fil-10-mixed-dates", Utf8([good[0], Row(gss, 1, ("index_date", "13/04/2016")), Row(gss, 2, ("index_date", "04/13/2016"))])),
            ("fil-11-month-first", Utf8([good[0], Row(gss, 1, ("index_date", "04/13/2016")), Row(gss, 2, ("index_date", "04/03/2016"))])),
            ("fil-17-scientific-references", Utf8([.. good[..5], Row(gss, 5, ("family_id", "1.20457E+11"))])),
            ("fil-18-rounded-references", Utf8([good[0], .. Enumerable.Range(1, 4).Select(n => Row(gss, n, ("person_id", string.Create(CultureInfo.InvariantCulture, $"20180331000000{n}0000"))))])),
            ("fil-19-doubtful-opt-outs", Utf8([.. good[..6], Row(gss, 6, ("withdrawn", "Opted out"))])),
            ("gss-04-wrong-council", Utf8([.. good[..5], Row(Places.Councils.First(c => c.Gss != gss).Gss, 5)])),
            ("hdr-01-headerless", Utf8(good[1..])),
            ("hdr-02-preamble", [.. "Families list\r\nMarch 2018\r\n"u8, .. Utf8(good)]),
            ("hdr-03-missing-column", Utf8(good.Select(r => r.Where((_, c) => UploadRow.Header[c] != "postcode").ToArray()))),
            ("hdr-04-unknown-column", Utf8(good.Select((r, n) => (string[])[.. r, n == 0 ? "notes" : "rang twice"]))),
            ("hdr-05-column-twice", Utf8(good.Select((r, n) => (string[])[.. r, n == 0 ? "first name" : "Alder"]))),
            ("hdr-06-no-heading", Utf8(good.Select((r, n) => (string[])[r[0], n == 0 ? "" : "note", .. r[1..]]))),
            ("hdr-07-too-many-columns", Utf8(good.Select((r, n) => (string[])[.. r, .. Enumerable.Repeat(n == 0 ? "more" : "", MoreColumnsThanAList)]))),
        ];
    }

    // One finding a row, but for the last five, which are compared with one another.
    private static string EveryRowRule(string gss)
    {
        var rows = Changes().Select((change, i) => Row(gss, 11 + i, change)).ToList();
        var n = 11 + rows.Count;
        string Pair(int person, params (string Column, string Value)[] cells)
            => string.Join(',', Row(gss, n + person, [("family_id", "SYN-PAIR"), .. cells]));

        (string, string)[] same = [("forename", "Robin"), ("surname", "Testworth"), ("date_of_birth", "2001-01-01"), ("upn", "L373200005002"), ("nino", "AB654321A")];
        return Text(rows.Prepend(UploadRow.Header))
            + string.Concat(
                string.Join(',', Row(gss, n, ("forename", "Al\"der"))) + "\r\n",
                string.Join(',', Row(gss, n + 1, ("surname", "Test\x01worth"))) + "\r\n",
                string.Join(',', Row(gss, n + 2)) + ",extra\r\n",
                string.Join(',', Row(gss, n + 8)[..^3]) + "\r\n",
                Pair(3, same) + "\r\n",
                Pair(4, same) + "\r\n",
                Pair(5, ("person_id", "SYN-P" + (n + 3).ToString(CultureInfo.InvariantCulture))) + "\r\n",
                Pair(6, ("group", "comparison")) + "\r\n",
                Pair(7, ("index_date", "2016-06-01")) + "\r\n");
    }

    private static IEnumerable<(string Column, string Value)[]> Changes()
    {
        foreach (var (column, values) in OneCell())
        {
            foreach (var value in values)
                yield return [(column, value)];
        }

        yield return [("date_of_birth", "2017-06-01")];
        yield return [("crime_asb", "0"), ("school_attendance", "0")];
        yield return [("person_id", ""), ("withdrawn", "yes")];
        yield return [("claim_type", "other"), ("claim_date", "2017-01-01")];
        yield return [("claim_type", "sustained_progress")];
        yield return [("claim_date", "2017-01-01")];
        yield return [("group", "comparison"), ("claim_type", "sustained_progress"), ("claim_date", "2017-01-01")];
        foreach (var date in new[] { "soon", "2016-09-31", "04/05/17", "42494", "2018-12-31", "2016-05-03" })
            yield return [("claim_type", "sustained_progress"), ("claim_date", date)];
    }

    private static (string Column, string[] Values)[] OneCell() =>
    [
        ("council_code", ["", "373", "E07000004"]),
        ("family_id", [""]),
        ("person_id", ["", "=HYPERLINK(1)", "#N/A"]),
        ("forename", ["", "not known", "An1e", "A", "Mrs Alder", "ZoÃ«", "Null", "Zo?", "+Alder"]),
        ("surname", ["", "not known", "An1e", "A", "Mrs Alder", "ZoÃ«", "None", "Zo?", new string('A', 120)]),
        ("sex", ["", "woman", "U"]),
        ("date_of_birth", ["", "1 May 2001", "2001-02-29", "13/04/01", "36995", "2019-01-01", "1890-01-01", "1970-01-01"]),
        ("postcode", ["", "S1 2H", "ZZ99 3VZ"]),
        ("group", ["", "control"]),
        ("index_date", ["", "soon", "2016-02-30", "04/05/16", "42494", "2019-01-01", "2014-12-31"]),
        ("end_date", ["soon", "2016-09-31", "04/05/17", "42494", "2018-12-31", "2016-05-03"]),
        ("upn", ["B8012", "C801200005001", "M80120000500A"]),
        ("nino", ["AB12345", "BG123456A", "OO123456A"]),
        ("crime_asb", ["maybe"]),
        ("withdrawn", ["perhaps"]),
    ];

    private static string[] Row(string gss, int n, params (string Column, string Value)[] cells)
    {
        var number = n.ToString(CultureInfo.InvariantCulture);
        string[] row =
        [
            gss, "SYN-F" + number, "SYN-P" + number, Forenames[n % Forenames.Length], Surnames[n % Surnames.Length], n % 2 == 0 ? "F" : "M",
            UploadRow.Day(new DateOnly(1975 + (n % 40), 1 + (n % 12), 1 + (n % 28))),
            string.Create(CultureInfo.InvariantCulture, $"S{1 + (n % 9)} {1 + (n % 8)}AB"), "programme", "2016-05-04",
            "", "", "", "1", "1", "0", "0", "0", "0", "", "", "",
        ];
        foreach (var (column, value) in cells)
            row[Array.IndexOf(UploadRow.Header, column)] = value;
        return row;
    }

    private static string Text(IEnumerable<string[]> rows)
    {
        using var writer = new StringWriter();
        UploadWriter.WriteCsv(writer, rows);
        return writer.ToString();
    }

    private static byte[] Utf8(IEnumerable<string[]> rows) => Encoding.UTF8.GetBytes(Text(rows));
}
