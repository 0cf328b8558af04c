using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Json.Schema;
using TfPipeline.TestKit;

namespace TfPipeline.Intake.Tests;

/// <summary>Receipts against docs/schemas/receipt.schema.json.</summary>
[Trait("tier", "unit")]
public sealed class ReceiptSchemaTests
{
    private static readonly JsonSchema Schema = JsonSchema.FromText(Encoding.UTF8.GetString(RepositoryFiles.Read("docs", "schemas", "receipt.schema.json")));

    public static TheoryData<string> Samples => [.. Directory.EnumerateFiles(RepositoryFiles.PathOf("docs", "samples"), "*.json").Select(f => Path.GetFileName(f)!).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Samples))]
    public void The_samples_follow_the_schema(string name) => Check(RepositoryFiles.Read("docs", "samples", name));

    [Theory]
    [InlineData(ReceiptStatus.Duplicate)]
    [InlineData(ReceiptStatus.Superseded)]
    [InlineData(ReceiptStatus.Failed)]
    public void Receipts_of_one_rule_follow_the_schema(ReceiptStatus status)
        => Check(ReceiptJson.Write(ReceiptMaker.Of(FileRules.Failed, status, CouncilCsv.Gss, "2018-03-31-2", new string('a', 32))));

    [Theory]
    [InlineData(FaultKind.Unknown)]
    [InlineData(FaultKind.Storage)]
    [InlineData(FaultKind.Withheld)]
    [InlineData(FaultKind.WorkingStore)]
    [InlineData(FaultKind.Memory)]
    [InlineData(FaultKind.Unstable)]
    [InlineData(FaultKind.Interrupted)]
    public void Every_kind_of_fault_is_in_the_schema(FaultKind fault)
        => Check(ReceiptJson.Write(ReceiptMaker.Of(FileRules.Failed, ReceiptStatus.Failed, CouncilCsv.Gss, null, new string('a', 32)) with { Fault = fault }));

    [Fact]
    public void A_value_in_a_receipt_would_break_the_schema()
        => Assert.False(Evaluate(ReceiptJson.Write(ReceiptMaker.Of(FileRules.Failed, ReceiptStatus.Failed, "Jane Doe", null, new string('a', 32)))).IsValid);

    [Fact]
    public void A_property_that_the_schema_does_not_know_would_break_it()
    {
        var receipt = JsonNode.Parse(ReceiptJson.Write(ReceiptMaker.Of(FileRules.Failed, ReceiptStatus.Failed, CouncilCsv.Gss, null, new string('a', 32))))!;
        receipt["rows"]!["fileName"] = "families.csv";
        Assert.False(Evaluate(Encoding.UTF8.GetBytes(receipt.ToJsonString())).IsValid);
    }

    private static void Check(byte[] json)
    {
        var results = Evaluate(json);
        Assert.True(results.IsValid, string.Join("; ", (results.Details ?? []).Where(d => d.Errors is not null).SelectMany(d => d.Errors!.Select(e => $"{d.InstanceLocation}: {e.Key}"))));
    }

    private static EvaluationResults Evaluate(byte[] json)
    {
        using var document = JsonDocument.Parse(json);
        return Schema.Evaluate(document.RootElement, new EvaluationOptions { OutputFormat = OutputFormat.List });
    }
}
