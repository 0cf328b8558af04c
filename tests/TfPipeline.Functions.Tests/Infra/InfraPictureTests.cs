namespace TfPipeline.Functions.Tests.Infra;

[Trait("tier", "unit")]
public sealed class InfraPictureTests
{
    private const string Open = "```mermaid\n";

    [Fact]
    public async Task The_picture_in_the_readme_is_drawn_from_the_bicep()
    {
        var path = Path.Combine(BicepFile.Folder, "README.md");
        var readme = await File.ReadAllTextAsync(path);
        var start = readme.IndexOf(Open, StringComparison.Ordinal) + Open.Length;
        var end = readme.IndexOf("```", start, StringComparison.Ordinal);
        var drawn = await InfraPicture.DrawAsync();
        if (Environment.GetEnvironmentVariable("TFP_UPDATE") == "1")
            await File.WriteAllTextAsync(path, readme[..start] + drawn + readme[end..]);
        else
            Assert.True(drawn == readme[start..end], "infra/README.md is stale: run the tests with TFP_UPDATE=1 and commit it.");
    }
}
