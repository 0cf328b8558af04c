using TfPipeline.Reports.Rendering;

namespace TfPipeline.Reports.Tests;

[Trait("tier", "unit")]
public sealed class LeafTests
{
    [Fact]
    public void Pages_depend_on_no_other_project_and_on_no_storage()
    {
        var references = typeof(PageRenderer).Assembly.GetReferencedAssemblies().Select(a => a.Name!).ToList();
        Assert.Contains("Microsoft.AspNetCore.Components.Web", references);
        Assert.All(references, r => Assert.Matches(@"^(System|Microsoft\.AspNetCore\.Components|Microsoft\.Extensions\.Logging)(\.|$)", r));
    }
}
