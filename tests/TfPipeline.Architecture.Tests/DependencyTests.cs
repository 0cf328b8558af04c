namespace TfPipeline.Architecture.Tests;

/// <summary>References point downwards only, between projects and between the namespaces of one project.</summary>
[Trait("tier", "unit")]
public sealed class DependencyTests
{
    // What each project may name. What these name in turn comes along.
    private static readonly Dictionary<string, string[]> Allowed = new(StringComparer.Ordinal)
    {
        ["Functions"] = ["Azure", "Runs"],
        ["Cli"] = ["Azure", "LocalHub", "Runs", "Synthetic"],
        ["LocalHub"] = ["Runs"],
        ["Synthetic"] = ["Core"],
        ["Runs"] = ["Core", "Reports"],
        ["Azure"] = ["Pseudonyms", "Storage"],
        ["Core"] = ["Disclosure", "Evaluation", "Intake", "Linkage", "Pseudonyms", "Reports", "Storage"],
        ["Evaluation"] = ["Linkage"],
        ["Linkage"] = ["Pseudonyms"],
        ["Intake"] = ["Identifiers", "Reports"],
        ["Pseudonyms"] = ["Identifiers"],
        ["Disclosure"] = [],
        ["Identifiers"] = [],
        ["Reports"] = [],
        ["Storage"] = [],
    };

    public static TheoryData<string> AllProjects => [.. Projects.All.Keys];

    [Fact]
    public void Every_project_has_its_place() => Assert.Equal(Allowed.Keys.Order(StringComparer.Ordinal), Projects.All.Keys);

    [Theory]
    [MemberData(nameof(AllProjects))]
    public void A_project_refers_only_to_those_below_it(string project) => Assert.Empty(Projects.All[project].Projects.Except(Allowed[project], StringComparer.Ordinal));

    [Theory]
    [InlineData("Intake")]
    [InlineData("Linkage")]
    [InlineData("Evaluation")]
    [InlineData("Disclosure")]
    [InlineData("Reports")]
    public void A_library_of_rules_knows_no_storage_no_Parquet_no_Azure(string project)
    {
        var below = new HashSet<string>(StringComparer.Ordinal);
        void Add(string one)
        {
            if (below.Add(one))
                Projects.All[one].Projects.ToList().ForEach(Add);
        }

        Add(project);
        Assert.DoesNotContain("Storage", below);
        Assert.DoesNotContain(
            below.SelectMany(one => Projects.All[one].Packages),
            package => package.Contains("Azure", StringComparison.Ordinal) || package.Contains("Parquet", StringComparison.Ordinal) || package.Contains("DurableTask", StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(AllProjects))]
    public void Namespaces_of_a_project_use_each_other_in_one_direction(string project)
    {
        var graph = NamespaceGraph.Of(Projects.AssemblyOf(project));
        Assert.NotEmpty(graph);
        var loops = graph.SelectMany(from => from.Value.Select(to => (From: from.Key, To: to.Key, Example: to.Value))).Where(edge => Reaches(graph, edge.To, edge.From)).ToList();
        Assert.True(loops.Count == 0, string.Join('\n', loops.Select(edge => $"{edge.From} -> {edge.To}: {edge.Example}")));
    }

    private static bool Reaches(SortedDictionary<string, SortedDictionary<string, string>> graph, string from, string to)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var open = new Stack<string>([from]);
        while (open.TryPop(out var one))
        {
            if (string.Equals(one, to, StringComparison.Ordinal))
                return true;
            if (!seen.Add(one) || !graph.TryGetValue(one, out var next))
                continue;
            foreach (var name in next.Keys)
                open.Push(name);
        }

        return false;
    }
}
