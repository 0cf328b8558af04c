using System.Text.Json;
using TfPipeline.Core.Panel.Contracts;
using TfPipeline.Evaluation.Panels;

namespace TfPipeline.Core.Panel.Deliveries;

/// <summary>Counts of a used delivery by rule: how many values break it, of how many that it was asked of. Every rule that is asked is there, broken or not.</summary>
internal static class DeliveryQuality
{
    public static IReadOnlyList<DataQuality> Of(Delivery delivery, IReadOnlyCollection<DeliveryFinding> findings) =>
    [
        .. Asked(delivery).Where(a => a.Values > 0).Select(a => new DataQuality(
            JsonNamingPolicy.SnakeCaseLower.ConvertName(a.Rule.ToString()), findings.Where(f => f.Rule == a.Rule).Sum(f => f.Rows ?? 0), a.Values)),
    ];

    /// <summary>A rule's code in words.</summary>
    public static string Words(string rule) => rule switch
    {
        "identifier_readable" => "An identifier can be read as one",
        "record_known" => "A row belongs to a record of people",
        "row_once" => "A row is there once",
        "value_present" => "A required value is there",
        "code_known" => "A value is one of the contract's codes",
        "value_in_range" => "A value is within the contract's range",
        "dates_in_order" => "Dates are in order",
        "numbers_in_order" => "Numbers are in order",
        _ => rule.Replace('_', ' '),
    };

    /// <summary>What departs and was accepted, in words without a figure; a release shows these.</summary>
    public static IReadOnlyList<string> Departures(IEnumerable<DeliveryFinding> findings) =>
        [.. findings.Where(f => f.Holds).Select(f => $"{f.Outcome ?? f.Column}: {f.Problem}").Distinct(StringComparer.Ordinal)];

    private static IEnumerable<(DeliveryRule Rule, long Values)> Asked(Delivery delivery)
    {
        var contract = delivery.Contract;
        yield return (DeliveryRule.IdentifierReadable, RowsOf(Delivery.People) * contract.People.Identifiers.Columns.Count());
        yield return (DeliveryRule.RecordKnown, contract.Tables.Sum(t => RowsOf(t.Name)));
        yield return (DeliveryRule.RowOnce, contract.Tables.Where(t => t.Unique is not null).Sum(t => RowsOf(t.Name)));
        yield return (DeliveryRule.ValuePresent, Columns(c => c.Required));
        yield return (DeliveryRule.CodeKnown, Columns(c => c.Codes is not null));
        yield return (DeliveryRule.ValueInRange, Columns(c => c.Type != ColumnType.Text));
        yield return (DeliveryRule.DatesInOrder, Columns(c => c.NotBefore is not null));
        yield return (DeliveryRule.NumbersInOrder, Columns(c => c.AtMost is not null));

        long RowsOf(string table) => delivery.FilesOf(table).Sum(f => f.Rows);
        long Columns(Func<ColumnContract, bool> asks) => contract.Tables.Sum(t => RowsOf(t.Name) * t.Columns.Count(asks));
    }
}
