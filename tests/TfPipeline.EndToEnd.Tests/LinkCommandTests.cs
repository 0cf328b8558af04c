using System.Globalization;
using System.Text;
using System.Text.Json;
using TfPipeline.EndToEnd.Tests.Tools;

namespace TfPipeline.EndToEnd.Tests;

/// <summary><c>tfp link</c> on files of made-up people, as a process.</summary>
[Trait("tier", "e2e")]
public sealed class LinkCommandTests : IDisposable
{
    private const string Mark = CanaryMarks.Surname;

    private readonly Workspace _workspace = new();

    public void Dispose() => _workspace.Dispose();

    [Fact]
    public async Task Links_two_files_one_to_one()
    {
        var (left, right) = TwoFiles();
        var result = await LinkAsync("--left", left, "--right", right, "--one-to-one");
        Assert.Contains(" matches", result.Expect(0).Output, StringComparison.Ordinal);
        var rows = Rows("links.csv");
        Assert.Equal(["left_id", "right_id", "probability", "weight", "pass", "status"], rows[0]);
        var matches = rows.Skip(1).Where(r => r[5] == "Match").ToList();
        Assert.InRange(matches.Count, 185, 200);
        Assert.All(matches, r => Assert.Equal(r[0][1..], r[1][1..]));
        Assert.Equal(matches.Count, matches.DistinctBy(r => r[0]).Count());
        Assert.Equal(matches.Count, matches.DistinctBy(r => r[1]).Count());
        Assert.All(matches, r => Assert.InRange(double.Parse(r[2], CultureInfo.InvariantCulture), 0.5, 1));
    }

    [Fact]
    public async Task Gives_the_same_bytes_whatever_the_order_of_rows_and_the_key()
    {
        var (left, right) = TwoFiles();
        (await LinkAsync("--left", left, "--right", right, "--one-to-one")).Expect(0);
        var first = await File.ReadAllBytesAsync(_workspace["links.csv"]);
        (await _workspace.Tfp.RunAsync("link", "--left", Reversed(left), "--right", Reversed(right), "--one-to-one", "--key-file", _workspace.Key(9), "--out", _workspace["links.csv"])).Expect(0);
        Assert.Equal(first, await File.ReadAllBytesAsync(_workspace["links.csv"]));
    }

    [Fact]
    public async Task Gives_the_same_persons_whatever_the_order_of_rows()
    {
        var (left, right) = TwoFiles();
        var both = Write("both.csv", File.ReadLines(left).Concat(File.ReadLines(right).Skip(1)));
        (await LinkAsync("--left", both, "--dedupe")).Expect(0);
        var first = await File.ReadAllBytesAsync(_workspace["persons.csv"]);
        (await LinkAsync("--left", Reversed(both), "--dedupe")).Expect(0);
        Assert.Equal(first, await File.ReadAllBytesAsync(_workspace["persons.csv"]));
    }

    [Fact]
    public async Task Finds_the_people_who_are_in_one_file_twice()
    {
        var (left, right) = TwoFiles();
        var both = Write("both.csv", File.ReadLines(left).Concat(File.ReadLines(right).Skip(1)));
        (await LinkAsync("--left", both, "--dedupe")).Expect(0);
        var persons = Rows("persons.csv").Skip(1).ToDictionary(r => r[0], r => r[1], StringComparer.Ordinal);
        Assert.Equal(500, persons.Count);
        var together = Enumerable.Range(0, 200).Count(i => persons[$"L{i}"] == persons[$"R{i}"]);
        Assert.InRange(together, 185, 200);
        Assert.InRange(persons.Values.Distinct(StringComparer.Ordinal).Count(), 300, 315);
    }

    [Fact]
    public async Task Takes_columns_under_other_names()
    {
        var (left, right) = TwoFiles(header: "ref,given,family,born,zip");
        (await LinkAsync("--left", left, "--right", right, "--one-to-one", "--id", "ref", "--map", "forename=given,surname=family,date_of_birth=born,postcode=zip")).Expect(0);
        Assert.InRange(Rows("links.csv").Count(r => r[5] == "Match"), 185, 200);
    }

    [Fact]
    public async Task A_higher_threshold_takes_fewer_and_surer_links()
    {
        var (left, right) = TwoFiles();
        (await LinkAsync("--left", left, "--right", right, "--one-to-one", "--threshold", "0.999999")).Expect(0);
        var matches = Rows("links.csv").Where(r => r[5] == "Match").ToList();
        Assert.InRange(matches.Count, 150, 199);
        Assert.All(matches, r => Assert.InRange(double.Parse(r[2], CultureInfo.InvariantCulture), 0.999999, 1));
    }

    [Fact]
    public async Task Prints_summary_costs_and_model_as_json()
    {
        var (left, right) = TwoFiles();
        var printed = JsonDocument.Parse((await LinkAsync("--left", left, "--right", right, "--one-to-one", "--json")).Expect(0).Output).RootElement;
        Assert.Equal(Rows("links.csv").Count(r => r[5] == "Match"), printed.GetProperty("summary").GetProperty("Matches").GetInt32());
        Assert.True(printed.GetProperty("ladders").GetArrayLength() > 5);
        Assert.True(printed.GetProperty("model").GetProperty("HasConverged").GetBoolean());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Explains_a_pair_field_by_field_without_a_value(bool inOneFile)
    {
        var (left, right) = TwoFiles();
        var both = Write("both.csv", File.ReadLines(left).Concat(File.ReadLines(right).Skip(1)));
        string[] files = inOneFile ? ["--left", both, "--dedupe"] : ["--left", left, "--right", right, "--one-to-one"];
        var printed = (await LinkAsync([.. files, "--explain", "L0", "R0"])).Expect(0).Output;
        foreach (var part in new[] { "field", "before any field", "Forename", "Surname", "BirthDate", "Postcode", "equal", "frequency and household", "log2 odds", "probability" })
            Assert.Contains(part, printed, StringComparison.Ordinal);
        foreach (var value in File.ReadLines(left).ElementAt(1).Split(',').Skip(1))
            Assert.DoesNotContain(value, printed, StringComparison.OrdinalIgnoreCase);
        // field, agreement (which may have blanks), then the figures by place.
        var lines = printed.Split('\n').SkipWhile(l => !l.StartsWith("before", StringComparison.Ordinal)).ToList();
        var steps = lines.TakeWhile(l => !l.StartsWith("log2 odds", StringComparison.Ordinal)).Select(l => (Weight: Figure(l, 44), Total: Figure(l, 53))).ToList();
        Assert.Equal(steps.Sum(s => s.Weight), steps[^1].Total, 0.05);
        Assert.Equal(steps[^1].Total, Figure(lines[steps.Count], 53), 0.02);
    }

    [Fact]
    public async Task Writes_a_report_with_groups_and_truth_and_no_value_of_a_person()
    {
        var (left, right) = TwoFiles(header: "id,forename,surname,date_of_birth,postcode,truth,area");
        (await LinkAsync("--left", left, "--right", right, "--one-to-one", "--report", _workspace["report.html"], "--truth", "truth", "--group-by", "area")).Expect(0);
        var page = await File.ReadAllTextAsync(_workspace["report.html"]);
        foreach (var part in new[] { "Do the probabilities hold?", "by area", "north", "precision by the truth", "What blocking compared" })
            Assert.Contains(part, page, StringComparison.Ordinal);
        var search = new CanarySearch([.. File.ReadLines(left).Concat(File.ReadLines(right)).SelectMany(l => l.Split(',')[3..5])]);
        search.Search("report", Encoding.UTF8.GetBytes(page));
        Assert.Empty(search.Found);
        Assert.All(File.ReadLines(left).Skip(1).SelectMany(l => l.Split(',')[1..3]), v => Assert.DoesNotContain(v, page, StringComparison.OrdinalIgnoreCase));
    }

    [Theory]
    [InlineData("not in the file of --left", "--id", "ref")]
    [InlineData("not in the file of --left", "--map", "surname=" + Mark)]
    [InlineData("--map is a list", "--map", "suname=" + Mark)]
    [InlineData("--explain names an id that is not in the left file", "--explain", Mark, "R1")]
    [InlineData("--explain names an id that is not in the right file", "--explain", "L1", Mark)]
    [InlineData("--threshold is a probability", "--threshold", "1.5")]
    [InlineData("--threshold is not understood", "--threshold", Mark)]
    [InlineData("not both", "--dedupe")]
    [InlineData("name its file with --report", "--truth", "truth")]
    [InlineData("a column of identifiers", "--group-by", "surname", "--report", "r.html")]
    [InlineData("not in the file of --right", "--truth", "truth", "--report", "r.html")]
    public async Task A_wrong_command_is_explained_without_a_value(string expected, params string[] arguments)
    {
        var (left, right) = TwoFiles();
        var marked = Write("marked.csv", File.ReadLines(left).Select((l, i) => i == 0 ? l + ",truth" : l + ",t" + i));
        await RefusedAsync(expected, ["--left", marked, "--right", right, .. arguments]);
    }

    [Theory]
    [InlineData("is empty", "")]
    [InlineData("none of the columns", "id,colour\n1," + Mark + "\n")]
    [InlineData("Row 3", "id,forename,surname\nA,Ann," + Mark + "\nA,Bob," + Mark + "\n")]
    [InlineData("Row 2", "id,forename,surname\n,Ann," + Mark + "\n")]
    [InlineData("row 3", "id,forename,surname\n1,Ann," + Mark + "\n2," + Mark + "\n")]
    [InlineData("row 2", "id,forename,surname\n1,\"Ann," + Mark + "\n2,Bob,Smith\n")]
    public async Task A_bad_file_is_named_by_option_and_row(string expected, string content)
    {
        var (left, _) = TwoFiles();
        var bad = _workspace[CanaryMarks.FileName + ".csv"];
        await File.WriteAllTextAsync(bad, content);
        await RefusedAsync(expected, ["--left", left, "--right", bad]);
    }

    [Theory]
    [InlineData(31)]
    [InlineData(0)]
    public async Task A_key_of_the_wrong_size_is_refused(int size)
    {
        var (left, right) = TwoFiles();
        var result = await _workspace.Tfp.RunAsync("link", "--left", left, "--right", right, "--key-file", _workspace.Key(7, size), "--out", _workspace["links.csv"]);
        Assert.Contains("32 raw bytes or 64 hexadecimal digits", result.ExpectRefusal(2).Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_missing_file_or_key_is_refused()
    {
        var (left, _) = TwoFiles();
        await RefusedAsync("does not exist", ["--left", left, "--right", _workspace[CanaryMarks.FileName]]);
        var result = await _workspace.Tfp.RunAsync("link", "--left", left, "--right", left, "--key-file", _workspace["none"], "--out", _workspace["links.csv"]);
        Assert.Contains("--key-file names a file that does not exist", result.ExpectRefusal(2).Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Refuses_a_header_without_rows()
    {
        var (left, _) = TwoFiles();
        var nobody = Write("nobody.csv", File.ReadLines(left).Take(1));
        await RefusedAsync("no row below it", ["--left", left, "--right", nobody, "--one-to-one"]);
    }

    private Task<TfpResult> LinkAsync(params string[] arguments)
        => _workspace.Tfp.RunAsync(["link", "--key-file", _workspace.Key(), "--out", _workspace["links.csv"], .. arguments]);

    private async Task RefusedAsync(string expected, string[] arguments)
    {
        var result = (await LinkAsync(arguments)).ExpectRefusal(2);
        Assert.Contains(expected, result.Error, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain(Mark, result.All, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain(CanaryMarks.FileName, result.All, StringComparison.OrdinalIgnoreCase);
        Assert.False(File.Exists(_workspace["links.csv"]), "links were written all the same");
    }

    private static double Figure(string line, int at) => double.Parse(line.AsSpan(at, 8), NumberStyles.Float, CultureInfo.InvariantCulture);

    private List<string[]> Rows(string file) => [.. File.ReadLines(_workspace[file]).Select(l => l.Split(','))];

    private string Reversed(string file) => Write("reversed-" + Path.GetFileName(file), [.. File.ReadLines(file).Take(1), .. File.ReadLines(file).Skip(1).Reverse()]);

    private string Write(string name, IEnumerable<string> lines)
    {
        File.WriteAllLines(_workspace[name], lines);
        return _workspace[name];
    }

    /// <summary>200 people who are in both files, some with a slip or a move, ten known faintly, and 50 more in each. L and R with one number are one person.</summary>
    private (string Left, string Right) TwoFiles(string header = "id,forename,surname,date_of_birth,postcode")
    {
        var random = new Random(5);
        var (left, right) = (new List<string> { header }, new List<string> { header });
        var more = header.Contains("truth", StringComparison.Ordinal);
        for (var i = 0; i < 300; i++)
        {
            var (forename, surname) = (Name(random), Name(random));
            var born = new DateOnly(1950, 1, 1).AddDays(random.Next(20_000)).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
            var postcode = $"SK{random.Next(1, 17)} {random.Next(1, 9)}{"ABDEFGHJLN"[random.Next(10)]}{"ABDEFGHJLN"[random.Next(10)]}";
            var besides = more ? $",t{i},{(i % 3 == 0 ? "north" : "south")}" : "";
            if (i < 250)
                left.Add($"L{i},{forename},{surname},{born},{postcode}{besides}");
            var slip = i > 0 && i % 10 == 0 ? surname + "z" : surname;
            var isFaint = i % 20 == 10;
            var moved = i % 7 == 3 || isFaint ? "M1 1AE" : postcode;
            if (i < 200 || i >= 250)
                right.Add($"R{i},{forename},{slip},{(isFaint ? "" : born)},{moved}{besides}");
        }

        return (Write("left.csv", left), Write("right.csv", right));
    }

    private static string Name(Random random) => string.Concat(Enumerable.Range(0, 3).Select(_ => "bcdfglmnprstvw"[random.Next(14)].ToString() + "aeiou"[random.Next(5)]));
}
