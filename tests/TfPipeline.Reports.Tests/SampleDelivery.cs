using TfPipeline.Reports.DeliveryReceipts;

namespace TfPipeline.Reports.Tests;

/// <summary>Receipts of deliveries that do not exist.</summary>
internal static class SampleDelivery
{
    public static DeliveryReceiptModel Held() => new()
    {
        Department = "Offences",
        Delivery = "2020-01",
        Run = "run-0123456789abcdef",
        IsSynthetic = true,
        Outcome = DeliveryOutcome.Held,
        Rows = [("events", 12_345), ("people", 6_789)],
        Findings =
        [
            new(DeliveryFindingKind.Hold, "RateAsBefore", null, "adult_caution", null, null, "12.3 where 25.1 was to be expected (limits 18.6 to 33.9)", "the rate is far from that of the delivery before.", "Look whether rows are missing."),
            new(DeliveryFindingKind.Note, "RecordKnown", "events-0001.parquet", "record_id", 12, 0.00097, null, "the record is no record of people.", "Write record ids in one form."),
        ],
        Rules = [new("A row belongs to a record of people", 12, 12_345), new("Dates are in order", 0, 0)],
        Command = "tfp accept-delivery offences 2020-01 --storage STORE --reason \"WHY\" --as NAME",
        Acceptance = null,
    };

    public static DeliveryReceiptModel Used() => Held() with
    {
        IsSynthetic = false,
        Outcome = DeliveryOutcome.Used,
        Command = null,
        Acceptance = new("j.smith", new DateOnly(2020, 3, 1), "Two forces <left> the register."),
    };
}
