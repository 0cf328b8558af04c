using TfPipeline.TestKit;

namespace TfPipeline.Intake.Tests;

/// <summary>The files below tests/data are what the documentation points at. Everybody in them is made up.</summary>
[Trait("tier", "unit")]
public sealed class SampleFileTests
{
    // Rules of workbooks are shown in Workbooks/. What one file can't show: the folder, the service, the limit of gigabytes, and what earlier drops said.
    private static readonly string[] NotInOneFile = ["FIL-12", "FIL-13", "FIL-14", "FIL-15", "FIL-16", "GSS-05", "GSS-06", "GSS-07"];

    public static TheoryData<string> Valid => Files("valid");

    public static TheoryData<string> Invalid => Files("invalid");

    [Theory]
    [MemberData(nameof(Valid))]
    public void A_valid_file_has_no_finding(string name)
    {
        var file = Checked.File(RepositoryFiles.Read("tests", "data", "valid", name), new IntakeOptions());
        Assert.Empty(file.Findings());
        Assert.Equal(8, file.Result.Counts.Accepted);
    }

    [Theory]
    [MemberData(nameof(Invalid))]
    public void An_invalid_file_shows_the_rule_of_its_name_and_is_refused(string name)
    {
        var file = Checked.File(RepositoryFiles.Read("tests", "data", "invalid", name), new IntakeOptions());
        Assert.False(file.Result.IsAccepted);
        if (name != "every-row-rule.csv")
            Assert.Contains(name[..6].ToUpperInvariant(), file.Codes());
    }

    [Fact]
    public void Every_rule_has_a_failing_example()
    {
        var shown = Names("invalid").SelectMany(name => Checked.File(RepositoryFiles.Read("tests", "data", "invalid", name), new IntakeOptions()).Codes());
        Assert.Empty(RuleCatalogue.All.Except(WorkbookRules.All).Where(r => !r.NeedsHistory).Select(r => r.Code).Except(NotInOneFile).Except(shown));
    }

    [Theory]
    [InlineData("valid", "council")]
    [InlineData("invalid", "every-row-rule")]
    [InlineData("invalid", "hdr-04-unknown-column")]
    public async Task The_receipts_in_the_documentation_are_those_of_this_build(string folder, string name)
    {
        var result = Checked.File(RepositoryFiles.Read("tests", "data", folder, name + ".csv"), new IntakeOptions()).Result;
        var receipt = ReceiptMaker.From(result, CouncilCsv.Gss, "2018-03-31", null, new IntakeOptions().ListedFindings);
        using var csv = new MemoryStream();
        await ReceiptCsv.WriteAsync(csv, result);
        RepositoryFiles.CheckDocument(ReceiptJson.Write(receipt), "docs", "samples", name + ".json");
        RepositoryFiles.CheckDocument(await ReceiptHtml.WriteAsync(receipt, name + ".csv"), "docs", "samples", name + ".html");
        RepositoryFiles.CheckDocument(csv.ToArray(), "docs", "samples", name + ".csv");
    }

    private static TheoryData<string> Files(string folder)
        => [.. Names(folder)];

    private static string[] Names(string folder)
        => [.. Directory.EnumerateFiles(RepositoryFiles.PathOf("tests", "data", folder), "*.csv").Select(f => Path.GetFileName(f)!).Order(StringComparer.Ordinal)];
}
