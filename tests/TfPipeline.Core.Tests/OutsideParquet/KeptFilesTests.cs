using System.Reflection;

namespace TfPipeline.Core.Tests.OutsideParquet;

/// <summary>Small files of other programs, kept in tests/data/parquet.</summary>
[Trait("tier", "unit")]
public sealed class KeptFilesTests
{
    private static readonly string Folder = Path.Combine(
        typeof(KeptFilesTests).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
            .First(a => string.Equals(a.Key, "RepositoryRoot", StringComparison.Ordinal)).Value!,
        "tests", "data", "parquet");

    public static TheoryData<string> Files() => [.. new SampleFiles(Folder).List().Select(f => f.File)];

    internal static string[] Paths() => [.. new SampleFiles(Folder).List().Select(f => Path.Combine(Folder, f.File))];

    [Theory]
    [MemberData(nameof(Files))]
    public void Reads_the_values_that_another_program_wrote(string file)
    {
        var samples = new SampleFiles(Folder);

        var (right, refused) = samples.Compare(samples.List().Single(f => f.File == file));

        Assert.True(right > 5);
        Assert.Equal(KnownRefusals.Of(file), refused);
    }
}
