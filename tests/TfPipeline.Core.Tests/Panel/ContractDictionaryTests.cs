using System.Reflection;
using TfPipeline.Core.Panel.Contracts;

namespace TfPipeline.Core.Tests.Panel;

/// <summary>The departments' part of docs/data-dictionary.md is made from the contracts; <c>TFP_UPDATE=1</c> writes it anew.</summary>
[Trait("tier", "unit")]
public sealed class ContractDictionaryTests
{
    private const string Begin = "<!-- begin departments -->\n";
    private const string End = "<!-- end departments -->\n";

    private static readonly string Root = typeof(ContractDictionaryTests).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
        .First(a => string.Equals(a.Key, "RepositoryRoot", StringComparison.Ordinal)).Value!;

    [Fact]
    public void The_data_dictionary_says_what_the_contracts_say()
    {
        var path = Path.Combine(Root, "docs", "data-dictionary.md");
        var text = File.ReadAllText(path);
        var from = text.IndexOf(Begin, StringComparison.Ordinal) + Begin.Length;
        var until = text.IndexOf(End, StringComparison.Ordinal);
        Assert.True(from >= Begin.Length && until >= from, "the marks of the departments' part are missing");
        var made = "\n" + ContractDictionary.Markdown(ContractCatalogue.BuiltIn);
        if (Environment.GetEnvironmentVariable("TFP_UPDATE") == "1")
            File.WriteAllText(path, text[..from] + made + text[until..]);
        else
            Assert.Equal(made, text[from..until]);
    }

    [Fact]
    public void Every_kind_of_rule_has_words()
    {
        var text = ContractDictionary.Markdown(TinyDelivery.Catalogue);

        Assert.All(TinyDelivery.Contract.Outcomes, o => Assert.Contains($"| `{o.Code}` |", text, StringComparison.Ordinal));
        Assert.Contains("days of the window in at least one spell of `memberships`", text, StringComparison.Ordinal);
        Assert.Contains("up to 17", text, StringComparison.Ordinal);
    }
}
