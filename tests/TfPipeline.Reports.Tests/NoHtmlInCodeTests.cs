using System.Reflection;
using System.Text.RegularExpressions;

namespace TfPipeline.Reports.Tests;

/// <summary>Markup is written in components, where the compiler encodes what is put into it, and nowhere else.</summary>
[Trait("tier", "unit")]
public sealed partial class NoHtmlInCodeTests
{
    [Fact]
    public void No_line_of_code_holds_an_element()
    {
        var root = typeof(NoHtmlInCodeTests).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(a => a.Key == "RepositoryRoot").Value!;
        var files = Directory.EnumerateFiles(Path.Combine(root, "functions"), "*.cs", SearchOption.AllDirectories)
            .Where(f => !f.Split(Path.DirectorySeparatorChar).Any(part => part is "obj" or "bin")).ToList();
        Assert.True(files.Count > 100, $"{files.Count} files");
        Assert.All(files, file => Assert.All(File.ReadLines(file), line => Assert.False(HasElement(line), $"{Path.GetRelativePath(root, file)}: {line.Trim()}")));
    }

    [Theory]
    [InlineData("page.Append(\"<td class=\\\"n\\\">\")", true)]
    [InlineData("text = $\"<p>{sentence}\";", true)]
    [InlineData("        </section>", true)]
    [InlineData("/// <p>documentation</p>", false)]
    [InlineData("Task<a> b = Of<i>();", false)]
    [InlineData("if (a <b && c> d)", false)]
    public void The_check_tells_markup_from_code(string line, bool wanted) => Assert.Equal(wanted, HasElement(line));

    private static bool HasElement(string line) => !line.TrimStart().StartsWith("//", StringComparison.Ordinal) && Element().IsMatch(line);

    // An element's end, its beginning after a quote, or its beginning with an attribute.
    [GeneratedRegex(@"</(a|b|br|code|dd|details|div|dl|dt|em|figcaption|figure|h[1-6]|header|html|i|li|main|nav|ol|p|section|small|span|strong|style|summary|svg|table|tbody|td|text|th|thead|title|tr|ul)>|[""|{}>]\s*<(!doctype|a|b|br|code|dd|details|div|dl|dt|em|figcaption|figure|h[1-6]|header|html|i|li|main|nav|ol|p|section|small|span|strong|style|summary|svg|table|tbody|td|text|th|thead|title|tr|ul)[ >/]|<[a-z0-9]+( [a-z-]+=\\?"")+", RegexOptions.IgnoreCase)]
    private static partial Regex Element();
}
