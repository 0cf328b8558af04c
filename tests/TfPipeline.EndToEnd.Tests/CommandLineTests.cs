using TfPipeline.EndToEnd.Tests.Tools;

namespace TfPipeline.EndToEnd.Tests;

/// <summary>A wrong command line gives one clear line and exit code 2, and repeats none of its values.</summary>
[Trait("tier", "e2e")]
public sealed class CommandLineTests : IDisposable
{
    private readonly Workspace _workspace = new();

    public void Dispose() => _workspace.Dispose();

    [Theory]
    [InlineData("name one of the commands")]
    [InlineData("name one of the commands", "marked")]
    [InlineData("--storage is missing", "ingest", "--key-file", "marked")]
    [InlineData("not known", "ingest", "--storge", "AccountName=a;AccountKey=marked")]
    [InlineData("--storage needs a value", "ingest", "--storage")]
    [InlineData("the value of --families is not understood", "synth", "--out", "x", "--families", "marked")]
    [InlineData("--reason is missing", "reject", "spring", "--storage", "s", "--as", "marked")]
    [InlineData("--as is missing", "approve", "spring", "--storage", "s")]
    [InlineData("--as is not a name", "approve", "spring", "--storage", "s", "--as", "../marked")]
    [InlineData("RELEASE is not the name of one", "approve", "Marked", "--storage", "s", "--as", "checker")]
    [InlineData("no complete proposal", "approve", "marked", "--storage", "s", "--as", "checker")]
    [InlineData("FILE is missing", "validate", "--council", "E08000035")]
    public async Task A_wrong_line_is_explained_without_its_values(string expected, params string[] arguments)
    {
        var result = (await _workspace.Tfp.RunAsync(arguments)).ExpectRefusal(2);
        Assert.Contains(expected, result.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("marked", result.All, StringComparison.OrdinalIgnoreCase);
    }

    [Theory]
    [InlineData("--hub is neither", "--storage", "s", "--hub", "marked")]
    [InlineData("--role is neither", "--storage", "s", "--role", "marked")]
    [InlineData("go with --hub azure", "--storage", "s", "--host", "marked")]
    [InlineData("needs the role's host account", "--storage", "s", "--hub", "azure", "--role", "release", "--run", "r")]
    [InlineData("needs two host accounts", "--storage", "s", "--hub", "azure", "--host", "https://marked.blob.core.windows.net,https://marked.blob.core.windows.net")]
    [InlineData("go together", "--storage", "s", "--supersedes", "marked")]
    [InlineData("needs the name of the run", "--storage", "s", "--role", "release")]
    public async Task Options_of_a_run_that_do_not_fit_together_are_explained(string expected, params string[] arguments)
    {
        var result = (await _workspace.Tfp.RunAsync([.. arguments.Prepend("run"), "--key-file", _workspace.Key()])).ExpectRefusal(2);
        Assert.Contains(expected, result.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("marked", result.All, StringComparison.OrdinalIgnoreCase);
    }

    [Theory]
    [InlineData("--help")]
    [InlineData("validate", "--help")]
    [InlineData("review", "--help")]
    [InlineData("approve", "--help")]
    [InlineData("reject", "--help")]
    [InlineData("withdraw", "--help")]
    [InlineData("--version")]
    public async Task Help_is_no_fault(params string[] arguments)
        => Assert.NotEmpty((await _workspace.Tfp.RunAsync(arguments)).Expect(0).Output);
}
