using System.Reflection;
using Parquet;

namespace TfPipeline.Core.Tests.ParquetStandin;

/// <summary>build/standins/README.md lists every public member, so that a new one is noticed and checked against the package.</summary>
[Trait("tier", "unit")]
public sealed class PublicSurfaceTests
{
    private static readonly string[] Readme = File.ReadAllLines(Path.Combine(
        typeof(PublicSurfaceTests).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
            .First(a => string.Equals(a.Key, "RepositoryRoot", StringComparison.Ordinal)).Value!,
        "build", "standins", "README.md"));

    public static TheoryData<string> Types() => [.. typeof(ParquetReader).Assembly.GetExportedTypes().Select(t => t.FullName!)];

    [Theory]
    [MemberData(nameof(Types))]
    public void Every_public_member_is_listed(string typeName)
    {
        var type = typeof(ParquetReader).Assembly.GetType(typeName)!;
        var name = type.Name.Split('`')[0];
        var line = Array.Find(Readme, l => l.StartsWith($"| `{name}", StringComparison.Ordinal) && l.Contains(type.Namespace!, StringComparison.Ordinal));
        Assert.True(line is not null, $"{typeName} is not listed");

        var members = type.GetMembers(BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly)
            .Where(m => m is not MethodBase { IsSpecialName: true } and not ConstructorInfo)
            .Where(m => m is not MethodInfo method || method.GetBaseDefinition() == method)
            .Select(m => m.Name)
            .Except(["value__", "Dispose", "DisposeAsync", "Equals"], StringComparer.Ordinal);
        Assert.All(members, m => Assert.Contains($"`{m}`", line, StringComparison.Ordinal));
    }
}
