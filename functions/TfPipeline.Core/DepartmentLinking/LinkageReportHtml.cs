using TfPipeline.Core.Panel.Deliveries;
using TfPipeline.Linkage;
using TfPipeline.Linkage.Reporting;
using TfPipeline.Reports.LinkageReports;
using TfPipeline.Reports.Rendering;

namespace TfPipeline.Core.DepartmentLinking;

/// <summary>A linkage report as a page: one file without script or outside address, every chart with its table.</summary>
public static class LinkageReportHtml
{
    /// <summary>UTF-8 HTML; the same report gives the same bytes.</summary>
    /// <param name="report">The figures.</param>
    /// <param name="title">What was linked, in words that are no value of a person.</param>
    /// <param name="synthetic">True to say that the people are made up.</param>
    /// <param name="found">What was found in the delivery that was linked; null where the files are no delivery.</param>
    public static Task<byte[]> WriteAsync(LinkageReport report, string title, bool synthetic = false, DeliveryAudit? found = null)
    {
        ArgumentNullException.ThrowIfNull(report);
        return new PageRenderer().RenderAsync(new LinkageReportModel
        {
            Title = title,
            IsSynthetic = synthetic,
            IsSelf = report.IsSelf,
            Summary = SummaryOf(report),
            Fields = [.. report.Known.Select(k => new FieldCompleteness(Name(k.Field), k.Left, k.Right, report.Neutral.Contains(k.Field)))],
            UnusedFields = [.. report.Neutral.Where(f => report.Known.All(k => k.Field != f)).Select(Name)],
            Thresholds = [.. report.Thresholds.Select(t => new ThresholdQuality(t.Threshold, t.Pairs, t.Precision, t.Recall, t.Threshold.Equals(report.MatchThreshold)))],
            Odds = [.. report.Weights.Select(w => new OddsBin(w.From, w.To, w.Linked, w.NotLinked, w.Expected))],
            Groups = [.. report.Groups.Select(g => new GroupMatchRates(g.Name, [.. g.Rates.Select(ToRate)]))],
            Agreements = [.. report.EvidenceClasses.Select(p => new AgreementLinks(Words(p.Evidence), p.Matches, p.Possible, p.Ambiguous, p.ExpectedRight, p.Right))],
            Levels = [.. report.Levels.Select(l => new LevelProbabilities(Name(l.Field), l.Level, l.M, l.U, l.Weight))],
            Blocking = [.. report.BlockingCosts.Select(l => new Reports.LinkageReports.BlockingCost(l.Family, l.LoosePairs, l.BlockCap, l.PairsByRung, l.DroppedBlocks, l.DroppedPairs))],
            Delivered = found is null ? null : ToDelivered(found),
            Truth = report.Truth is { } truth ? ToComparison(truth) : null,
        });
    }

    private static DeliveredData ToDelivered(DeliveryAudit found) => new(
        [.. found.Quality.Select(q => new DeliveredRule(DeliveryQuality.Words(q.Rule), q.Misfits, q.Values))],
        found.Acceptance is null ? [] : [.. found.Findings.Where(f => f.Holds).Select(f => f.ToString())],
        found.Acceptance?.Reason);

    private static LinkageSummary SummaryOf(LinkageReport report) => new()
    {
        People = report.Summary.People,
        Records = report.Records,
        Compared = report.Compared,
        Matches = report.Summary.Matches,
        Possible = report.Summary.Possible,
        Ambiguous = report.Summary.Ambiguous,
        ExpectedMatches = report.Summary.ExpectedMatches,
        ExpectedPrecision = report.Summary.ExpectedPrecision,
        ExpectedRecall = report.Summary.ExpectedRecall,
        MatchThreshold = report.MatchThreshold,
        HasConverged = report.Summary.HasConverged,
        DroppedPairs = report.Summary.DroppedPairs,
        RelativeLike = report.Summary.RelativeLike.Count,
        PrecisionIfRelatives = report.Summary.PrecisionIfRelatives,
    };

    private static MatchRate ToRate(GroupRate rate) => new(
        rate.Level, rate.People, rate.Matched, rate.Rate, rate.Interval.Low, rate.Interval.High, rate.ExpectedRecords / Math.Max(1, rate.People), rate.Precision, rate.Recall);

    private static TruthComparison ToComparison(TruthFigures truth) => new(
        truth.Precision, truth.Recall, truth.F1, truth.TruePairs, truth.Candidates, truth.ExpectedMatches, truth.CalibrationError,
        [.. truth.Bins.Where(b => b.Pairs > 0).Select(b => new ReliabilityBin(b.From, b.To, b.Pairs, b.Mean, b.Share, b.Interval.Low, b.Interval.High))]);

    private static string Name(Field field) => field switch
    {
        Field.BirthDate => "Date of birth",
        Field.Upn => "UPN",
        Field.Nino => "National Insurance number",
        _ => field.ToString(),
    };

    private static string Words(LinkEvidence pass) => pass switch
    {
        LinkEvidence.Number => "UPN or National Insurance number equal",
        LinkEvidence.AllExact => "names, date of birth and postcode equal",
        LinkEvidence.NamesAndDate => "names and date of birth equal, postcode not",
        LinkEvidence.Near => "every known field agrees, not all exactly",
        LinkEvidence.OneDiffers => "one main field differs or is missing",
        LinkEvidence.Weak => "two or more main fields differ or are missing",
        _ => throw new ArgumentOutOfRangeException(nameof(pass), pass, "A link has a pass that its report does not know."),
    };
}
