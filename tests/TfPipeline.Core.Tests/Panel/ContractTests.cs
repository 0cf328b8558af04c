using System.Text;
using TfPipeline.Core.Panel.Contracts;

namespace TfPipeline.Core.Tests.Panel;

[Trait("tier", "unit")]
public sealed class ContractTests
{
    [Fact]
    public void The_built_in_contracts_keep_the_rules_and_share_no_outcome()
    {
        var codes = ContractCatalogue.BuiltIn.Outcomes.Select(o => o.Code).ToList();

        Assert.Equal(codes.Distinct(), codes);
        Assert.Contains("offences", ContractCatalogue.BuiltIn.All.Select(c => c.Department));
        Assert.Contains("school-attendance", ContractCatalogue.BuiltIn.All.Select(c => c.Department));
    }

    [Theory]
    [InlineData("\"date\": \"fined_on\"", "\"date\": \"fined\"", "no such column")]
    [InlineData("\"fines\", \"date\"", "\"sweets\", \"date\"", "is not among the tables")]
    [InlineData("\"atLeast\": 0.1", "\"atLeast\": 0", "atLeast must be")]
    [InlineData("\"date\": \"taken\"", "\"date\": \"score\"", "must be of type date")]
    [InlineData("\"code\": \"member_days\"", "\"code\": \"member\"", "two contracts")]
    [InlineData("\"from\": 10, \"to\": 17", "\"from\": 18, \"to\": 17", "must not be above")]
    [InlineData("\"kind\": \"event\"", "\"kind\": \"rumour\"", "not a contract at $.outcomes[0].rule.kind")]
    [InlineData("\"version\": 3", "\"version\": 0", "version must be")]
    [InlineData("\"version\": 3", "\"vision\": 3", "not a contract at $.vision")]
    public void A_contract_that_breaks_a_rule_is_refused_with_its_place(string old, string changed, string expected)
    {
        var json = TinyDelivery.ContractJson.Replace(old, changed, StringComparison.Ordinal);
        Assert.NotEqual(TinyDelivery.ContractJson, json);

        var fault = Assert.Throws<ContractException>(() => new ContractCatalogue([ContractCatalogue.Read(new MemoryStream(Encoding.UTF8.GetBytes(json)), "test.json")]));

        Assert.Contains(expected, fault.Message, StringComparison.Ordinal);
    }
}
