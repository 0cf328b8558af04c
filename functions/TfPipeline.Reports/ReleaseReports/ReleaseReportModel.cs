namespace TfPipeline.Reports.ReleaseReports;

/// <summary>What the national report of a release shows. Every figure went through disclosure control and is one of the release's tables.</summary>
public sealed record ReleaseReportModel
{
    /// <summary>The release's name.</summary>
    public required string Release { get; init; }

    /// <summary>True to say that the people are made up.</summary>
    public required bool IsSynthetic { get; init; }

    /// <summary>The outcomes, department by department.</summary>
    public required IReadOnlyList<OutcomeFacts> Outcomes { get; init; }

    /// <summary>The main estimates.</summary>
    public required EffectsModel Effects { get; init; }

    /// <summary>What a reader must know beside the figures.</summary>
    public required CaveatsModel Caveats { get; init; }

    /// <summary>The same effects by other estimators; null where no estimate can be shown.</summary>
    public required EstimatorsModel? Estimators { get; init; }

    /// <summary>Effects within groups of people; none where the release has none.</summary>
    public IReadOnlyList<SubgroupsModel> Subgroups { get; init; } = [];

    /// <summary>How the groups went, not adjusted.</summary>
    public required TrajectoriesModel Trajectories { get; init; }

    /// <summary>How alike the groups are; null where the release does not say.</summary>
    public required BalanceModel? Balance { get; init; }

    /// <summary>People by propensity; null where the release does not say.</summary>
    public required OverlapModel? Overlap { get; init; }

    /// <summary>How well people were linked; null where the release does not say.</summary>
    public required LinkageQualityModel? Linkage { get; init; }

    /// <summary>From uploads to analysis; null where the release does not say.</summary>
    public required FlowModel? Flow { get; init; }

    /// <summary>What was found in the departments' data; null where the release does not say.</summary>
    public DataQualityModel? Quality { get; init; }

    /// <summary>What disclosure control did.</summary>
    public required DisclosureModel Disclosure { get; init; }
}

/// <summary>An outcome.</summary>
/// <param name="Code">Its code in the release's files.</param>
/// <param name="Title">Plain words.</param>
/// <param name="Department">The department that it comes from, in words.</param>
/// <param name="Unit">The unit of an amount.</param>
/// <param name="AgeFrom">Youngest age in whole years; null for none.</param>
/// <param name="AgeTo">Oldest age in whole years; null for none.</param>
/// <param name="CoverFrom">First day that the department's data cover; null where unknown.</param>
/// <param name="CoverTo">Last day that the department's data cover; null where unknown.</param>
public sealed record OutcomeFacts(string Code, string Title, string Department, string Unit, int? AgeFrom, int? AgeTo, DateOnly? CoverFrom, DateOnly? CoverTo);

/// <summary>What a reader must know beside the figures.</summary>
/// <param name="Caveats">Caveats made from the diagnostics.</param>
/// <param name="Assumptions">What is assumed about people without a record, by outcome.</param>
public sealed record CaveatsModel(IReadOnlyList<Caveat> Caveats, IReadOnlyList<(string Outcome, string Assumption)> Assumptions);

/// <summary>A caveat.</summary>
/// <param name="Text">The caveat in words.</param>
/// <param name="Outcomes">Titles of the outcomes concerned; none where it is about no outcome in particular.</param>
/// <param name="IsOfEveryOutcome">True where it concerns all of them.</param>
public sealed record Caveat(string Text, IReadOnlyList<string> Outcomes, bool IsOfEveryOutcome);

/// <summary>Shares of each group with an outcome, window by window.</summary>
/// <param name="Windows">The windows, those before the index date first.</param>
/// <param name="Outcomes">The outcomes that have a figure.</param>
public sealed record TrajectoriesModel(IReadOnlyList<TrajectoryWindow> Windows, IReadOnlyList<Trajectory> Outcomes);

/// <summary>A window.</summary>
/// <param name="Months">Its months, such as 7–12.</param>
/// <param name="Title">The same in words.</param>
/// <param name="IsBefore">True before the index date.</param>
public sealed record TrajectoryWindow(string Months, string Title, bool IsBefore);

/// <summary>One outcome's shares, a figure for each window.</summary>
/// <param name="Outcome">The outcome.</param>
/// <param name="Programme">Shares of the programme group.</param>
/// <param name="Comparison">Shares of the comparison group.</param>
public sealed record Trajectory(OutcomeFacts Outcome, IReadOnlyList<ShareFigure> Programme, IReadOnlyList<ShareFigure> Comparison);

/// <summary>Standardised differences between the groups.</summary>
/// <param name="Design">The model that the figures are of, in words.</param>
/// <param name="Covariates">Its covariates, the largest difference before adjustment first.</param>
/// <param name="Designs">The largest difference that every design and method leaves.</param>
public sealed record BalanceModel(string Design, IReadOnlyList<CovariateLine> Covariates, IReadOnlyList<DesignBalance> Designs);

/// <summary>Differences of one covariate.</summary>
/// <param name="Covariate">The covariate in words.</param>
/// <param name="Before">Standardised difference before adjustment.</param>
/// <param name="After">Standardised difference after adjustment.</param>
/// <param name="RatioBefore">Ratio of variances before adjustment.</param>
/// <param name="RatioAfter">Ratio of variances after adjustment.</param>
public sealed record CovariateLine(string Covariate, double Before, double After, double? RatioBefore, double? RatioAfter);

/// <summary>The largest standardised difference of a design, in size.</summary>
/// <param name="Design">The design in words.</param>
/// <param name="Method">The method in words.</param>
/// <param name="Before">Before adjustment.</param>
/// <param name="After">After adjustment.</param>
public sealed record DesignBalance(string Design, string Method, double Before, double After);

/// <summary>People by propensity.</summary>
/// <param name="Design">The model that the figures are of, in words.</param>
/// <param name="Bins">Ranges of propensity, lowest first.</param>
public sealed record OverlapModel(string Design, IReadOnlyList<PropensityBin> Bins);

/// <summary>People of one range of propensity.</summary>
/// <param name="Range">The range in words.</param>
/// <param name="Programme">People on the programme.</param>
/// <param name="Comparison">People in comparison.</param>
public sealed record PropensityBin(string Range, CountFigure Programme, CountFigure Comparison);

/// <summary>How well people were linked.</summary>
/// <param name="Departments">Share matched by department.</param>
/// <param name="Details">The same by group and age band, with what the model expects.</param>
/// <param name="Differences">Programme less comparison.</param>
/// <param name="Identifiers">How many people have an identifier.</param>
public sealed record LinkageQualityModel(
    IReadOnlyList<DepartmentMatches> Departments, IReadOnlyList<MatchDetail> Details, IReadOnlyList<MatchDifference> Differences, IReadOnlyList<IdentifierCompleteness> Identifiers);

/// <summary>Share of each group matched to a department.</summary>
/// <param name="Department">The department.</param>
/// <param name="Programme">Share of the programme group.</param>
/// <param name="Comparison">Share of the comparison group.</param>
public sealed record DepartmentMatches(string Department, ShareFigure Programme, ShareFigure Comparison);

/// <summary>Matches of one group and age band.</summary>
/// <param name="Department">The department.</param>
/// <param name="Group">The group.</param>
/// <param name="AgeBand">The age band, or all.</param>
/// <param name="People">People.</param>
/// <param name="Matched">Share matched.</param>
/// <param name="Precision">Expected precision.</param>
/// <param name="Recall">Expected recall.</param>
public sealed record MatchDetail(string Department, string Group, string AgeBand, CountFigure People, ShareFigure Matched, ShareFigure Precision, ShareFigure Recall);

/// <summary>Programme less comparison in a figure of linkage.</summary>
/// <param name="Department">The department.</param>
/// <param name="Figure">The figure in words.</param>
/// <param name="Difference">The difference of shares.</param>
/// <param name="Low">Lower end of its 95 % interval.</param>
/// <param name="High">Upper end of its 95 % interval.</param>
/// <param name="PValue">p value.</param>
/// <param name="AdjustedPValue">p value adjusted over the departments.</param>
public sealed record MatchDifference(string Department, string Figure, ShareFigure Difference, double? Low, double? High, double? PValue, double? AdjustedPValue);

/// <summary>Share of a group with a valid identifier.</summary>
/// <param name="Identifier">The identifier.</param>
/// <param name="Group">The group.</param>
/// <param name="People">People.</param>
/// <param name="Given">Share of them who have it.</param>
public sealed record IdentifierCompleteness(string Identifier, string Group, CountFigure People, ShareFigure Given);

/// <summary>From uploads to analysis.</summary>
/// <param name="Stages">Stages with what became of people.</param>
/// <param name="Matched">People matched by department, programme and comparison; none where the release does not say.</param>
/// <param name="Analysed">People analysed by outcome, programme and comparison.</param>
public sealed record FlowModel(IReadOnlyList<FlowStage> Stages, IReadOnlyList<FlowLine> Matched, IReadOnlyList<FlowLine> Analysed);

/// <summary>A stage of the flow.</summary>
/// <param name="Title">Its name.</param>
/// <param name="Lines">What became of people.</param>
public sealed record FlowStage(string Title, IReadOnlyList<FlowLine> Lines);

/// <summary>A line of the flow.</summary>
/// <param name="Label">What is counted.</param>
/// <param name="Counts">One count, or one a group.</param>
public sealed record FlowLine(string Label, IReadOnlyList<CountFigure> Counts);

/// <summary>What was found in the departments' data.</summary>
/// <param name="Rules">How often each rule is broken, department by department.</param>
/// <param name="Accepted">Deliveries that departed from what was to be expected and were accepted.</param>
public sealed record DataQualityModel(IReadOnlyList<QualityLine> Rules, IReadOnlyList<AcceptedDelivery> Accepted);

/// <summary>How often a department's delivery breaks a rule.</summary>
/// <param name="Department">The department.</param>
/// <param name="Rule">The rule in words.</param>
/// <param name="Misfits">Values that break it.</param>
/// <param name="Values">Values that it was asked of.</param>
/// <param name="Share">Share of both as printed.</param>
public sealed record QualityLine(string Department, string Rule, CountFigure Misfits, CountFigure Values, ShareFigure Share);

/// <summary>A delivery that was accepted although it departs.</summary>
/// <param name="Department">The department.</param>
/// <param name="Departures">What departs, in words.</param>
/// <param name="Reason">Why it was accepted.</param>
public sealed record AcceptedDelivery(string Department, IReadOnlyList<string> Departures, string Reason);

/// <summary>What disclosure control did.</summary>
/// <param name="PolicyVersion">Version of the policy.</param>
/// <param name="PolicyOwner">Its owner.</param>
/// <param name="IsRounding">True where counts are rounded; false where others are withheld to protect small ones.</param>
/// <param name="Outputs">The verdict on each output.</param>
/// <param name="Records">The risk that remains in the records; null where there are none.</param>
public sealed record DisclosureModel(string PolicyVersion, string PolicyOwner, bool IsRounding, IReadOnlyList<OutputVerdict> Outputs, RecordRisk? Records);

/// <summary>The verdict on an output.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Kind">What kind of output it is.</param>
/// <param name="Verdict">The verdict.</param>
/// <param name="Figures">Its figures; null for records.</param>
/// <param name="Withheld">Share of them that is withheld.</param>
/// <param name="MeanRoundingChange">Mean relative change of the shown counts by rounding.</param>
public sealed record OutputVerdict(string Name, string Kind, string Verdict, long? Figures, double Withheld, double MeanRoundingChange);

/// <summary>The risk that remains in records for accredited analysts.</summary>
/// <param name="SmallestClass">Families that share each combination of what an intruder may know, at the least.</param>
/// <param name="ExpectedMatches">Share of the families that an intruder who knows all of that would place rightly by chance.</param>
/// <param name="UniqueIfMoreIsKnown">Share that would be unique to an intruder who also knows every problem flag.</param>
/// <param name="FamiliesLeftOut">Share that is left out.</param>
public sealed record RecordRisk(int SmallestClass, double ExpectedMatches, double UniqueIfMoreIsKnown, double FamiliesLeftOut);
