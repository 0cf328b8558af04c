namespace TfPipeline.Cli.Tests;

[Trait("tier", "integration")]
public sealed class SynthCommandTests : IDisposable
{
    private readonly DirectoryInfo _root = Directory.CreateTempSubdirectory("tfp-synth-");

    [Fact]
    public async Task Writes_uploads_extracts_and_truth_apart_and_never_over_older_ones()
    {
        Assert.Equal(0, await RunAsync("--families", "20", "--seed", "2", "--councils", "1"));
        Assert.Equal(["SYNTHETIC.txt", "extracts", "truth", "uploads"], _root.EnumerateFileSystemInfos().Select(f => f.Name).Order(StringComparer.Ordinal));
        Assert.Equal(2, await RunAsync("--families", "20"));
    }

    [Theory]
    [InlineData("--families", "0")]
    [InlineData("--families", "2000001")]
    [InlineData("--councils", "0")]
    [InlineData("--councils", "21")]
    public async Task Refuses_what_it_cannot_make(string option, string value)
    {
        Assert.Equal(2, await RunAsync(option, value));
        Assert.Empty(_root.EnumerateFileSystemInfos());
    }

    public void Dispose() => _root.Delete(recursive: true);

    private Task<int> RunAsync(params string[] options) => CommandTree.Create().Parse(["synth", "--out", _root.FullName, .. options]).InvokeAsync();
}
