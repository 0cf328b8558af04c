namespace TfPipeline.Identifiers.Tests;

[Trait("tier", "unit")]
public sealed class NicknamesTests
{
    private static readonly string[] Lines = Read();

    [Theory]
    [InlineData("ROBERT", "BOB")]
    [InlineData("SARAH", "SALLY")]
    [InlineData("MARGARET", "PEGGY")]
    [InlineData("GERTRUDE", "TRUDY")]
    [InlineData("CATHERINE", "KATHERINE")]
    [InlineData("DAVID", "DAFYDD")]
    [InlineData("MOHAMMED", "MUHAMMAD")]
    [InlineData("CATHY", "KATE")]
    public void Forms_of_one_name_share_a_root(string name, string form) => Assert.NotEmpty(Nicknames.Roots(name).Intersect(Nicknames.Roots(form)));

    [Theory]
    [InlineData("ROBERT", "WILLIAM")]
    [InlineData("ANDREW", "ANDREA")]
    [InlineData("PAUL", "PAULINE")]
    [InlineData("DENIS", "DENISE")]
    [InlineData("XYLOPHONE", "ROBERT")]
    public void Names_of_their_own_share_none(string name, string other) => Assert.Empty(Nicknames.Roots(name).Intersect(Nicknames.Roots(other)));

    [Fact]
    public void Every_group_is_of_plain_upper_case_names_without_repetition_and_in_one_line_of_its_part()
    {
        Assert.All(Groups(Lines), g =>
        {
            Assert.True(g.Length >= 2, string.Join(' ', g));
            Assert.All(g, n => Assert.Matches("^[A-Z]+$", n));
            Assert.Equal(g.Length, g.Distinct(StringComparer.Ordinal).Count());
        });
        foreach (var part in new[] { Lines[..PartTwo()], Lines[PartTwo()..] })
            Assert.Equal(Groups(part).Select(g => g[0]).Order(StringComparer.Ordinal), Groups(part).Select(g => g[0]).Distinct(StringComparer.Ordinal));
    }

    [Fact]
    public void Says_where_it_is_from_under_which_licence_and_which_part_is_without_a_source()
    {
        var first = string.Join('\n', Lines.TakeWhile(l => l.StartsWith('#')));
        foreach (var fact in new[] { "github.com/carltonnorthern/nicknames", "Apache License 2.0", "commit 2342cb1", "2026", "Changed:" })
            Assert.Contains(fact, first, StringComparison.Ordinal);
        Assert.Contains("without a source", Lines[PartTwo()], StringComparison.Ordinal);
        Assert.True(Groups(Lines[..PartTwo()]).Count() > 250);
    }

    private static int PartTwo() => Array.FindIndex(Lines, l => l.StartsWith("# Part two", StringComparison.Ordinal));

    private static IEnumerable<string[]> Groups(IEnumerable<string> lines) => lines.Where(l => l.Length > 0 && l[0] != '#').Select(l => l.Split(' '));

    private static string[] Read()
    {
        using var reader = new StreamReader(typeof(Nicknames).Assembly.GetManifestResourceStream("nicknames.txt")!);
        return reader.ReadToEnd().Split('\n');
    }
}
