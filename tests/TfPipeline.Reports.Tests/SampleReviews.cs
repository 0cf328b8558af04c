using TfPipeline.Reports.Reviews;

namespace TfPipeline.Reports.Tests;

/// <summary>Pages for a checker, made up for tests.</summary>
internal static class SampleReviews
{
    public static ReviewModel Full() => new()
    {
        Release = "r2",
        Run = "run-2",
        IsSynthetic = true,
        Revision = new ReviewRevision("r1", "a <late> file", true),
        Outputs = [new("outcomes", "pass", true, 1_234, 0.0123), new("novelty", "review", false, 12, 1)],
        Withheld = [new("outcomes", "employed", 12, 34, 0, 10), new("flow", "all", 0, 0, 3, null)],
        Diagnostics = [new("a difference before the index date", true, 12, ["Employed", "Looked after"]), new("the estimate hangs on doubtful links", false, 1, ["Employed"])],
        Linkage = [new("Employment", 13_890, 12, 3, 16_515), new("Schools", 0, 0, 0, 0)],
        Deliveries = [new("Employment", "2026-01", 3, 1_234, ["Delivery of employment: rows repeat. The delivery is used."]), new("Schools", "2026-02", 1, 0, [])],
        ComparedWith = "r1",
        Changes = [new("People", "30,000", "31,234"), new("Councils that joined", "", "E08000001")],
        Difference = new ReviewRenewal(2, 1_234, 5, 11),
    };

    /// <summary>A first release in which nothing was found.</summary>
    public static ReviewModel First() => Full() with
    {
        Revision = null,
        Withheld = [],
        Diagnostics = [],
        Deliveries = [new("Schools", "2026-02", 1, 0, [])],
        ComparedWith = null,
        Changes = [],
        Difference = new ReviewRenewal(0, 12, 0, null),
    };
}
