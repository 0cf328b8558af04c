using TfPipeline.Reports.ReleaseReports;

namespace TfPipeline.Reports.CouncilSummaries;

/// <summary>What a council's summary shows: its own safe figures beside England's, taken from the release's tables.</summary>
/// <param name="Council">The council's GSS code.</param>
/// <param name="Release">The release's name.</param>
/// <param name="IsSynthetic">True to say that the people are made up.</param>
/// <param name="Outcomes">Share of people with each outcome.</param>
/// <param name="Linkage">Share of people matched to each department.</param>
/// <param name="England">England's effects with the verdicts of the national report, events and amounts.</param>
/// <param name="Own">The council's own effects on the primary outcomes; none where the release has none.</param>
public sealed record CouncilSummaryModel(
    string Council, string Release, bool IsSynthetic, IReadOnlyList<SummaryLine> Outcomes, IReadOnlyList<SummaryLine> Linkage, IReadOnlyList<(EffectLine Line, bool IsAmount)> England,
    IReadOnlyList<(OutcomeFacts Outcome, SubgroupLine Line)> Own);

/// <summary>One group's share, here and in England.</summary>
/// <param name="Title">The outcome or department.</param>
/// <param name="Group">The group.</param>
/// <param name="Here">The council's figure.</param>
/// <param name="England">England's figure.</param>
public sealed record SummaryLine(string Title, string Group, SummaryShare Here, SummaryShare England);

/// <summary>A share and what it is a share of.</summary>
/// <param name="Share">The share.</param>
/// <param name="People">The people.</param>
public readonly record struct SummaryShare(ShareFigure Share, CountFigure People);
