using TfPipeline.Reports.CouncilSummaries;
using TfPipeline.Reports.LinkageReports;
using TfPipeline.Reports.ReleaseReports;

namespace TfPipeline.Reports.Tests;

/// <summary>Small reports made up for tests. Their numbers have decimals and thousands, which cultures print differently.</summary>
internal static class SampleReports
{
    private static readonly OutcomeFacts Care = new("looked_after", "Looked after", "Children's social care", "people", null, 17, new DateOnly(2012, 1, 1), new DateOnly(2020, 3, 31));
    private static readonly OutcomeFacts Job = new("employed", "Employed", "Employment", "people", 18, 64, null, null);
    private static readonly OutcomeFacts Score = new("attainment_8", "Attainment 8", "Schools", "points", 15, 16, null, null);

    public static EffectModel Effect(double value, Verdict verdict = Verdict.Unclear, params EffectWarning[] warnings) => new(value, value - 0.0075, value + 0.0075, Symbol.None)
    {
        Verdict = verdict,
        Warnings = warnings,
        ProgrammeShare = 0.0341,
        ComparisonShare = 0.0396,
        Relative = -0.139,
        RelativeLow = -0.25,
        RelativeHigh = -0.01,
        AdjustedPValue = 0.031,
        SmallestDetectable = 0.0051,
        EValueOfLimit = 1.23,
        Programme = new(17_880),
        Comparison = new(21_475),
    };

    public static ReleaseReportModel Release() => new()
    {
        Release = "r1",
        IsSynthetic = true,
        Outcomes = [Care, Job, Score],
        Effects = new EffectsModel(
            [new(Care, Effect(-0.0125, Verdict.Better, EffectWarning.GroupsStillDiffer)), new(Job, new EffectModel(null, null, null, Symbol.Withheld)), new(Score, Effect(1.5, Verdict.Worse))],
            [
                new WindowEffects("p1_24", "months 1 to 24", true, [new(Care, Effect(-0.0125, Verdict.Better, EffectWarning.GroupsStillDiffer)), new(Job, new EffectModel(null, null, null, Symbol.Withheld))]),
                new WindowEffects("p1_6", "months 1 to 6", false, [new(Care, Effect(0.002)), new(Job, null)]),
            ],
            [new(Score, Effect(1.5, Verdict.Worse))]),
        Caveats = new CaveatsModel([new Caveat("Links may be wrong.", ["Employed"], false), new Caveat("Groups differ.", [], true)], [("Employed", "Nobody without a record is employed.")]),
        Estimators = new EstimatorsModel(
            [new EstimatorEffects(Care) { Naive = Effect(0.01), AttWeights = Effect(-0.0125), Nearest = Effect(-0.011), NearestLeftOut = 0.0123 }, new EstimatorEffects(Job)],
            [new LinkTreatmentEffects(Care) { MatchesOnly = Effect(-0.0125), DrawnRight = 0.987 }],
            [new EffectLine(Care, Effect(0.0004))])
        {
            Assumptions = [("odds weights", "that nothing is missing")],
            EventStudies =
            [
                new EventStudyLine(Care, [new("months 24 to 19 before", true, Effect(0.001), null), new("months 1 to 6", false, Effect(-0.0125), 1.3), new("months 7 to 12", false, new EffectModel(null, null, null, Symbol.Withheld), null)], 0.41),
            ],
        },
        Subgroups = [new SubgroupsModel(Care, "Sex", 0.31, [Subgroup("F"), new SubgroupLine("M", Effect(0.01), 1, Effect(0.002))])],
        Trajectories = new TrajectoriesModel(
            [new("12–1", "months 12 to 1 before", true), new("1–6", "months 1 to 6", false)], [new Trajectory(Care, [new(0.0312), new(0.0281)], [new(0.0301), new(null, Symbol.Withheld)])]),
        Balance = new BalanceModel("first used for “Looked after”", [.. Enumerable.Range(1, 31).Select(i => new CovariateLine($"Covariate {Format.Plain(i)}", 0.27 - (i / 100.0), 0.0123, 1.5, null))], [new("main", "odds weights", 0.27, 0.01)]),
        Overlap = new OverlapModel("main", [new("0.00 to 0.10", new(null, Symbol.Withheld), new(1_234)), new("0.10 to 0.20", new(56), new(78))]),
        Linkage = new LinkageQualityModel(
            [new("Employment", new(0.456), new(null, Symbol.Withheld))], [new("Employment", "programme", "all", new(30_445), new(0.456), new(0.9911), new(null, Symbol.NotAvailable))],
            [new("Employment", "match rate", new(0.0125), 0.001, 0.024, 0.03, 0.06), new("Schools", "match rate", new(null, Symbol.Withheld), null, null, null, null)], [new("UPN", "programme", new(30_445), new(0.5))]),
        Flow = new FlowModel([new FlowStage("Uploads", [new FlowLine("Rows accepted", [new(70_195)])])], [new FlowLine("Employment", [new(13_890), new(16_515)])], [new FlowLine("Employed", [new(15_575), new(null, Symbol.Withheld)])]),
        Disclosure = new DisclosureModel("1.0", "Head of Statistics", true, [new OutputVerdict("effects", "estimates", "Pass", 1_500, 0.0123, 0.0045)], new RecordRisk(5, 0.063, 0.55, 0)),
    };

    /// <summary>A release in which nothing can be shown.</summary>
    public static ReleaseReportModel EmptyRelease() => Release() with
    {
        IsSynthetic = false,
        Effects = new EffectsModel([new(Care, null)], [], []),
        Caveats = new CaveatsModel([], []),
        Estimators = null,
        Subgroups = [],
        Trajectories = new TrajectoriesModel([new("1–6", "months 1 to 6", false)], []),
        Balance = null,
        Overlap = null,
        Linkage = null,
        Flow = null,
        Disclosure = new DisclosureModel("1.0", "Head of Statistics", false, [], null),
    };

    public static LinkageReportModel Linkage() => new()
    {
        Title = "Linkage with employment",
        IsSynthetic = true,
        IsSelf = false,
        Summary = new LinkageSummary
        {
            People = 67_570,
            Records = 1_234_567,
            Compared = 9_876_543,
            Matches = 30_405,
            Possible = 1_234,
            Ambiguous = 12,
            ExpectedMatches = 30_900.4,
            ExpectedPrecision = 0.9934,
            ExpectedRecall = 0.9712,
            MatchThreshold = 2 / 3.0,
            HasConverged = false,
            DroppedPairs = 1_500,
        },
        Fields = [new("Forename", 1, 0.99, false), new("Postcode", 0.97, 0.31, false), new("Sex", 0, 1, true)],
        UnusedFields = ["UPN"],
        Thresholds = [new(0.5, 31_000, 0.9912, 0.9801, false), new(2 / 3.0, 30_405, 0.9934, 0.9712, true)],
        Odds = [new(-16, -8, 0, 12_345, 1.5), new(8, 16, 30_405, 1, 30_400.25)],
        Groups = [new("sex", [new("F", 33_000, 15_000, 0.4545, 0.449, 0.46, 0.46, 0.993, 0.97)])],
        Agreements = [new("names and date of birth equal, postcode not", 1_200, 30, 2, 1_180.5, 1_190), new("two or more main fields differ or are missing", 0, 0, 0, 0, 0)],
        Levels = [new("Forename", "equal", 0.912, 0.0004, 11.1), new("Surname", "swapped", 0.001, null, null)],
        Blocking = [new("surname and date of birth", 1_234_567, 1_000, [1_000_000, 1_500], 3, 1_500)],
        Truth = new TruthComparison(0.9931, 0.9704, 0.9816, 31_000, 30_800, 30_900.4, 0.0031, [new(0.95, 0.99, 1_234, 0.975, 0.98, 0.971, 0.986)]),
    };

    public static CouncilSummaryModel Summary() => new(
        "E08000035", "r1", true,
        [new("Looked after", "Programme", new(new(0.0341), new(1_745)), new(new(0.0396), new(17_880))), new("Looked after", "Comparison", new(new(null, Symbol.Withheld), new(1_555)), default)],
        [new("Employment", "Programme", new(new(0.457), new(3_370)), new(new(0.454), new(30_445)))],
        [
            (new EffectLine(Care, Effect(-0.0125, Verdict.NotAnswered, EffectWarning.PlaceboFails) with { Vetoes = [EffectWarning.PlaceboFails] }), false),
            (new EffectLine(Job, new EffectModel(null, null, null, Symbol.Withheld)), false), (new EffectLine(Score, Effect(1.5, Verdict.Worse)), true),
        ],
        [(Care, Subgroup("E08000035")), (Job, new SubgroupLine("E08000035", new(null, null, null, Symbol.NotAvailable), null, new(null, null, null, Symbol.NotAvailable)))]);

    private static SubgroupLine Subgroup(string category) => new(category, Effect(-0.03), 0.31, Effect(-0.0125)) { Failed = [EffectWarning.PoorOverlap] };
}
