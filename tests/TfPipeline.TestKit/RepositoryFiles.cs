using System.Reflection;
using System.Text;

namespace TfPipeline.TestKit;

/// <summary>Files of the repository that tests read, and documents that tests keep up to date.</summary>
internal static class RepositoryFiles
{
    private static readonly string Root = typeof(RepositoryFiles).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
        .Single(a => a.Key == "RepositoryRoot").Value!;

    public static string PathOf(params string[] parts) => Path.Combine([Root, .. parts]);

    public static byte[] Read(params string[] parts) => File.ReadAllBytes(PathOf(parts));

    /// <summary>Fails where the document is stale; with TFP_UPDATE=1 it is written instead.</summary>
    public static void CheckDocument(byte[] wanted, params string[] parts)
    {
        var path = PathOf(parts);
        if (Environment.GetEnvironmentVariable("TFP_UPDATE") == "1")
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllBytes(path, wanted);
        }

        Assert.True(File.Exists(path) && File.ReadAllBytes(path).AsSpan().SequenceEqual(wanted), $"{string.Join('/', parts)} is stale; run the tests with TFP_UPDATE=1");
    }

    /// <summary>The same for one marked part of a document, between its <c>begin</c> and <c>end</c> comments.</summary>
    public static void CheckPart(string wanted, string name, params string[] parts)
    {
        var (begin, end) = ($"<!-- begin {name} -->\n", $"<!-- end {name} -->\n");
        var text = File.ReadAllText(PathOf(parts), Encoding.UTF8);
        var from = text.IndexOf(begin, StringComparison.Ordinal) + begin.Length;
        var to = text.IndexOf(end, StringComparison.Ordinal);
        Assert.True(from >= begin.Length && to >= from, $"{string.Join('/', parts)} lacks the marks of its part '{name}'");
        CheckDocument(Encoding.UTF8.GetBytes(text[..from] + wanted + text[to..]), parts);
    }
}
