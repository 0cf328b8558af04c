using System.Globalization;
using TfPipeline.Intake.Tests.Workbooks;
using TfPipeline.TestKit;

namespace TfPipeline.Intake.Tests;

/// <summary>
/// A data officer who corrects everything that a receipt names, and nothing else, is done after two corrections, whatever is wrong: a
/// problem of the headings hides none of the rows.
/// </summary>
[Trait("tier", "property")]
public sealed class TwoTriesTests
{
    private const int Seed = 20180401;
    private const int Rows = 12;

    private static readonly Dictionary<string, string> Right = new(StringComparer.Ordinal)
    {
        ["council_code"] = CouncilCsv.Gss,
        ["family_id"] = "F9",
        ["forename"] = "Ann",
        ["surname"] = "Made",
        ["sex"] = "F",
        ["date_of_birth"] = "2001-02-03",
        ["postcode"] = "S1 2HE",
        ["group"] = "programme",
        ["index_date"] = "2016-05-04",
        ["claim_type"] = "sustained_progress",
        ["claim_date"] = "2017-05-04",
        ["withdrawn"] = "no",
        ["crime_asb"] = "1",
        ["school_attendance"] = "1",
    };

    private static readonly (string Column, string[] Wrong)[] Cells =
    [
        ("council_code", ["330", "", "E99999999"]), ("family_id", ["", "#REF!"]), ("forename", ["", "Unknown", "=x", "Test"]), ("surname", ["", "N/K", "#N/A", "Br?nt"]), ("sex", ["", "woman"]),
        ("date_of_birth", ["", "31/04/1990", "3/2/01", "36925", "2050-01-01", "tbc"]), ("postcode", ["", "S1", "nowhere"]), ("group", ["", "both"]), ("index_date", ["", "2031-01-01", "2016-02-30"]),
        ("claim_date", ["2017-05-04", "x"]), ("crime_asb", ["maybe"]), ("upn", ["B80120000500"]), ("nino", ["AB12"]),
    ];

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Two_corrections_are_enough_whatever_is_wrong(bool asWorkbook)
    {
        for (var seed = 0; seed < (asWorkbook ? 40 : 150); seed++)
        {
            var lines = Messy(new Random(Seed + seed));
            var first = Check(lines, asWorkbook);
            var corrections = 0;
            for (var result = first; !result.IsAccepted; result = Check(lines, asWorkbook))
            {
                Assert.True(++corrections <= 2, string.Create(CultureInfo.InvariantCulture, $"list {seed} is still refused: {string.Join(", ", result.Findings.Counts.Keys.Select(r => r.Code))}"));
                lines = Corrected(lines, result);
            }
        }
    }

    private static IntakeResult Check(List<string[]> lines, bool asWorkbook)
    {
        var text = string.Concat(lines.Select(l => string.Join(',', l) + "\r\n"));
        return Checked.File(asWorkbook ? MadeWorkbook.Of(Sheet(lines)) : System.Text.Encoding.UTF8.GetBytes(text), new IntakeOptions()).Result;
    }

    private static MadeSheet Sheet(List<string[]> lines)
    {
        var sheet = new MadeSheet("Families");
        foreach (var line in lines)
            sheet.Add([.. line.Select(c => c.Length == 0 ? null : (MadeCell)new MadeCell.Text(c))]);
        return sheet;
    }

    private static List<string[]> Messy(Random random)
    {
        var csv = new CouncilCsv();
        for (var i = 0; i < Rows; i++)
        {
            var wrong = Enumerable.Range(0, random.Next(4)).Select(_ => Cells[random.Next(Cells.Length)]).DistinctBy(c => c.Column);
            csv.Add([.. wrong.Select(c => (c.Column, c.Wrong[random.Next(c.Wrong.Length)]))]);
        }

        var lines = csv.Text().Split("\r\n", StringSplitOptions.RemoveEmptyEntries).Select(l => l.Split(',')).ToList();
        if (random.Next(3) == 0)
            lines = [.. lines.Select((l, i) => l.Append(i == 0 ? "ethnicity" : "x").ToArray())];
        if (random.Next(4) == 0)
            lines = [.. lines.Select((l, i) => l.Append(i == 0 ? "surname" : "Twice").ToArray())];
        if (random.Next(4) == 0)
            lines[0][Array.IndexOf(lines[0], "postcode")] = "where";
        if (random.Next(3) == 0)
            lines.Insert(0, ["Families of the example council"]);
        return lines;
    }

    private static List<string[]> Corrected(List<string[]> lines, IntakeResult result)
    {
        var findings = result.Findings.Sorted();
        var header = findings.FirstOrDefault(f => f.Rule == HeaderRules.Preamble) is { Row: > 0 } preamble ? preamble.Row : 1;
        var mended = lines.ConvertAll(l => (string[])l.Clone());
        var columns = new SortedSet<int>();
        foreach (var finding in findings.Where(f => f.Column >= 0 && f.Rule.Severity != Severity.Query))
        {
            // A heading that should have been another one is given its name; any other column that is not known goes.
            if (finding.Rule == HeaderRules.UnknownColumn && findings.Any(f => f.Rule == HeaderRules.MissingColumn) && mended[header - 1][finding.Column] == "where")
                mended[header - 1][finding.Column] = "postcode";
            else if (finding.Rule == HeaderRules.UnknownColumn || finding.Rule == HeaderRules.DuplicateColumn)
                columns.Add(finding.Column);
            else if (finding.Row > header && finding.Column < mended[finding.Row - 1].Length)
                mended[finding.Row - 1][finding.Column] = Right.GetValueOrDefault(mended[header - 1][finding.Column], string.Empty);
        }

        return [.. mended.Skip(header - 1).Select(l => l.Where((_, column) => !columns.Contains(column)).ToArray())];
    }
}
