using System.Text.Json;
using System.Text.RegularExpressions;
using TfPipeline.Core.Intake;

namespace TfPipeline.Core.Tests.Intake;

/// <summary>Receipts against docs/schemas/receipt.schema.json, by the keywords that the schema uses.</summary>
[Trait("tier", "unit")]
public sealed class ReceiptSchemaTests
{
    private static readonly JsonElement Schema = JsonDocument.Parse(RepositoryFiles.Read("docs", "schemas", "receipt.schema.json")).RootElement;

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
        => Assert.NotEmpty(Faults(Schema, JsonDocument.Parse(ReceiptJson.Write(ReceiptMaker.Of(FileRules.Failed, ReceiptStatus.Failed, "Jane Doe", null, new string('a', 32)))).RootElement, "$"));

    private static void Check(byte[] json) => Assert.Empty(Faults(Schema, JsonDocument.Parse(json).RootElement, "$"));

    private static IEnumerable<string> Faults(JsonElement schema, JsonElement value, string at)
    {
        if (schema.TryGetProperty("$ref", out var reference))
            return Faults(Schema.GetProperty("$defs").GetProperty(reference.GetString()!.Split('/')[^1]), value, at);
        return Own(schema, value, at).Concat(Inner(schema, value, at));
    }

    private static IEnumerable<string> Own(JsonElement schema, JsonElement value, string at)
    {
        if (schema.TryGetProperty("const", out var only) && !JsonElement.DeepEquals(only, value))
            yield return at + ": const";
        if (schema.TryGetProperty("enum", out var words) && !words.EnumerateArray().Any(w => JsonElement.DeepEquals(w, value)))
            yield return at + ": enum";
        if (schema.TryGetProperty("type", out var type) && !Types(type).Contains(TypeOf(value), StringComparer.Ordinal))
            yield return at + ": type";
        if (schema.TryGetProperty("pattern", out var pattern) && value.ValueKind == JsonValueKind.String && !Regex.IsMatch(value.GetString()!, pattern.GetString()!, RegexOptions.None, TimeSpan.FromSeconds(1)))
            yield return at + ": pattern";
        if (schema.TryGetProperty("minimum", out var minimum) && value.ValueKind == JsonValueKind.Number && value.GetInt64() < minimum.GetInt64())
            yield return at + ": minimum";
    }

    private static IEnumerable<string> Inner(JsonElement schema, JsonElement value, string at)
    {
        if (value.ValueKind == JsonValueKind.Array && schema.TryGetProperty("items", out var items))
            return value.EnumerateArray().SelectMany((v, i) => Faults(items, v, $"{at}[{i}]"));
        if (value.ValueKind != JsonValueKind.Object || !schema.TryGetProperty("properties", out var properties))
            return [];
        var missing = schema.GetProperty("required").EnumerateArray().Where(r => !value.TryGetProperty(r.GetString()!, out _)).Select(r => $"{at}: lacks {r}");
        return missing.Concat(value.EnumerateObject().SelectMany(p =>
            properties.TryGetProperty(p.Name, out var inner) ? Faults(inner, p.Value, $"{at}.{p.Name}") : [$"{at}: has {p.Name}"]));
    }

    private static IEnumerable<string> Types(JsonElement type)
        => type.ValueKind == JsonValueKind.Array ? type.EnumerateArray().Select(t => t.GetString()!) : [type.GetString()!];

    private static string TypeOf(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Null => "null",
        JsonValueKind.True or JsonValueKind.False => "boolean",
        JsonValueKind.Number => "integer",
        JsonValueKind.String => "string",
        JsonValueKind.Array => "array",
        _ => "object",
    };
}
