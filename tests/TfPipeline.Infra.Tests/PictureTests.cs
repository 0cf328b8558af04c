using TfPipeline.TestInfra;

namespace TfPipeline.Infra.Tests;

[Trait("tier", "unit")]
public sealed class PictureTests
{
    private const string Open = "```mermaid\n";

    /// <summary>With TFP_UPDATE=1 the picture and the matrix are written anew.</summary>
    [Fact]
    public async Task The_picture_in_the_readme_is_drawn_from_the_evaluated_template()
    {
        var all = await Deployed.OfRepositoryAsync();
        var readme = all.Readme;
        var start = readme.IndexOf(Open, StringComparison.Ordinal) + Open.Length;
        var end = readme.IndexOf("```", start, StringComparison.Ordinal);
        var drawn = InfraPicture.Draw(all);
        if (Environment.GetEnvironmentVariable("TFP_UPDATE") != "1")
        {
            Assert.True(drawn == readme[start..end], "infra/README.md is stale: run the tests with TFP_UPDATE=1 and commit it.");
            return;
        }

        readme = readme[..start] + drawn + readme[end..];
        var head = readme.IndexOf(InfraPicture.MatrixHead, StringComparison.Ordinal);
        var after = readme.IndexOf("\n\n", head, StringComparison.Ordinal);
        readme = readme[..head] + InfraPicture.MatrixHead + "\n| --- | --- | --- | --- |\n" + string.Join('\n', InfraPicture.Matrix(all)) + readme[after..];
        await File.WriteAllTextAsync(Path.Combine(BicepCompiler.Folder, "README.md"), readme);
    }
}
