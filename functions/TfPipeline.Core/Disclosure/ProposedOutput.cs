namespace TfPipeline.Core.Disclosure;

/// <summary>
/// Something that is proposed for release. Disclosure control has a rule for each kind that it knows; any other kind
/// stays inside with the verdict <see cref="DisclosureVerdict.Review"/>.
/// </summary>
/// <param name="Name">The output's name in the release.</param>
public abstract record ProposedOutput(string Name);

/// <summary>Counts with the tables that they are linked to.</summary>
/// <param name="Table">The counts.</param>
public sealed record ProposedCounts(CountTable Table) : ProposedOutput(Table.Name);

/// <summary>Effect estimates.</summary>
/// <param name="Name">The output's name in the release.</param>
/// <param name="Counts">The name of the counts that the estimates rest on: an estimate is withheld where they are.</param>
/// <param name="Rows">One per outcome, window and estimator.</param>
public sealed record ProposedEstimates(string Name, string Counts, IReadOnlyList<EstimateRow> Rows) : ProposedOutput(Name);

/// <summary>Means of an amount.</summary>
/// <param name="Name">The output's name in the release.</param>
/// <param name="Rows">One per measure, window, group and level of one dimension.</param>
public sealed record ProposedMeans(string Name, IReadOnlyList<MeanRow> Rows) : ProposedOutput(Name)
{
    /// <summary>What the table holds, in words.</summary>
    public string Title { get; init; } = "Means of amounts by window, group and one dimension at a time";

    /// <summary>The name of the column that holds <see cref="MeanRow.Measure"/>.</summary>
    public string MeasureColumn { get; init; } = "outcome";

    /// <summary>True for figures of a model about the data's quality: no family contributes to them, and head counts are printed elsewhere.</summary>
    public bool IsOfModel { get; init; }
}

/// <summary>Covariate balance.</summary>
/// <param name="Name">The output's name in the release.</param>
/// <param name="Rows">One per design and covariate.</param>
public sealed record ProposedBalance(string Name, IReadOnlyList<BalanceRow> Rows) : ProposedOutput(Name);

/// <summary>Counts of the steps from uploads to analysis.</summary>
/// <param name="Name">The output's name in the release.</param>
/// <param name="Steps">The steps, in the order of the flow.</param>
public sealed record ProposedFlow(string Name, IReadOnlyList<FlowStep> Steps) : ProposedOutput(Name);

/// <summary>A number in the flow.</summary>
/// <param name="Stage">The stage: the numbers of one stage may add up.</param>
/// <param name="Reason">What was counted.</param>
/// <param name="People">People.</param>
public sealed record FlowStep(string Stage, string Reason, long People);
