using System.Text;
using TfPipeline.TestKit;

namespace TfPipeline.Architecture.Tests;

/// <summary>The pictures in docs/architecture.md are drawn from the projects and the assemblies.</summary>
[Trait("tier", "unit")]
public sealed class PictureTests
{
    [Fact]
    public void The_picture_of_the_projects_is_drawn_from_them()
    {
        var drawn = new StringBuilder("```mermaid\nflowchart TD\n");
        foreach (var (project, (below, _)) in Projects.All)
        {
            foreach (var one in below)
                drawn.Append("  ").Append(project).Append(" --> ").Append(one).Append('\n');
        }

        RepositoryFiles.CheckPart(drawn.Append("```\n").ToString(), "projects", "docs", "architecture.md");
    }

    [Fact]
    public void The_list_of_namespaces_is_drawn_from_the_assemblies()
    {
        var drawn = new StringBuilder("| namespace | uses, of the same project |\n| --- | --- |\n");
        foreach (var project in Projects.All.Keys)
        {
            foreach (var (name, uses) in NamespaceGraph.Of(Projects.AssemblyOf(project)))
            {
                if (uses.Count > 0)
                    drawn.Append("| `").Append(Short(name)).Append("` | ").AppendJoin(", ", uses.Keys.Select(one => $"`{Short(one)}`")).Append(" |\n");
            }
        }

        RepositoryFiles.CheckPart(drawn.ToString(), "namespaces", "docs", "architecture.md");
    }

    private static string Short(string name) => name["TfPipeline.".Length..];
}
