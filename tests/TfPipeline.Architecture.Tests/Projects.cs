using System.Reflection;
using System.Xml.Linq;

namespace TfPipeline.Architecture.Tests;

/// <summary>The projects below functions/ and what they refer to.</summary>
internal static class Projects
{
    /// <summary>The root of the repository.</summary>
    public static string Root { get; } = typeof(Projects).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(a => a.Key == "RepositoryRoot").Value!;

    /// <summary>Each project without the common first word, with the projects and packages that it names.</summary>
    public static IReadOnlyDictionary<string, (IReadOnlyList<string> Projects, IReadOnlyList<string> Packages)> All { get; } = Read();

    /// <summary>The assembly of a project.</summary>
    public static string AssemblyOf(string project) => project == "Cli" ? "tfp" : "TfPipeline." + project;

    private static SortedDictionary<string, (IReadOnlyList<string>, IReadOnlyList<string>)> Read()
    {
        var all = new SortedDictionary<string, (IReadOnlyList<string>, IReadOnlyList<string>)>(StringComparer.Ordinal);
        foreach (var file in Directory.EnumerateFiles(Path.Combine(Root, "functions"), "*.csproj", SearchOption.AllDirectories).Where(f => !f.Contains("/obj/", StringComparison.Ordinal)))
        {
            var document = XDocument.Load(file);
            all.Add(ShortName(file), ([.. Named(document, "ProjectReference").Select(ShortName).Order(StringComparer.Ordinal)], [.. Named(document, "PackageReference").Order(StringComparer.Ordinal)]));
        }

        return all;
    }

    private static IEnumerable<string> Named(XDocument document, string element) => document.Descendants(element).Select(e => (string)e.Attribute("Include")!);

    private static string ShortName(string path) => Path.GetFileNameWithoutExtension(path)["TfPipeline.".Length..];
}
