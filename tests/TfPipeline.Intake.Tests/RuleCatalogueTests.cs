using System.Text.RegularExpressions;
using TfPipeline.TestKit;

namespace TfPipeline.Intake.Tests;

[Trait("tier", "unit")]
public sealed partial class RuleCatalogueTests
{
    [Fact]
    public void Every_code_is_used_once_and_well_formed()
    {
        Assert.Equal(RuleCatalogue.All.Count, RuleCatalogue.All.Select(r => r.Code).Distinct(StringComparer.Ordinal).Count());
        Assert.All(RuleCatalogue.All, r => Assert.Matches(Code(), r.Code));
    }

    [Fact]
    public void Every_rule_says_what_it_checks_what_is_wrong_what_to_do_and_where_it_comes_from()
        => Assert.All(RuleCatalogue.All, r =>
        {
            Assert.NotEmpty(r.Check);
            Assert.EndsWith(".", r.Sentence, StringComparison.Ordinal);
            Assert.EndsWith(".", r.Remedy, StringComparison.Ordinal);
            Assert.NotEmpty(r.Source);
        });

    [Fact]
    public void The_data_dictionary_is_made_from_the_schema_and_the_catalogue()
        => RepositoryFiles.CheckPart(DataDictionary.Markdown(), "intake", "docs", "data-dictionary.md");

    [GeneratedRegex("^[A-Z]{3}-[0-9]{2}$", RegexOptions.None, 1000)]
    private static partial Regex Code();
}
