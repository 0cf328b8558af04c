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
    [InlineData("FILE is missing", "validate", "--council", "E08000035")]
    public async Task A_wrong_line_is_explained_without_its_values(string expected, params string[] arguments)
    {
        var result = (await _workspace.Tfp.RunAsync(arguments)).ExpectRefusal(2);
        Assert.Contains(expected, result.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("marked", result.All, StringComparison.OrdinalIgnoreCase);
    }

    [Theory]
    [InlineData("--help")]
    [InlineData("validate", "--help")]
    [InlineData("--version")]
    public async Task Help_is_no_fault(params string[] arguments)
        => Assert.NotEmpty((await _workspace.Tfp.RunAsync(arguments)).Expect(0).Output);
}
