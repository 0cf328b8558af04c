namespace TfPipeline.Disclosure;

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

/// <summary>Differences between the groups in how well the data stand, with a test; they are no effects.</summary>
/// <param name="Name">The output's name in the release.</param>
/// <param name="Counts">The name of the counts that the differences rest on: one is withheld where they are.</param>
/// <param name="Rows">One per measure (<see cref="EstimateRow.Outcome"/>) and figure (<see cref="EstimateRow.Estimator"/>).</param>
public sealed record ProposedDifferences(string Name, string Counts, IReadOnlyList<EstimateRow> Rows) : ProposedOutput(Name)
{
    /// <summary>What the table holds, in words.</summary>
    public required string Title { get; init; }

    /// <summary>The name of the column that holds the measure.</summary>
    public required string MeasureColumn { get; init; }
}

/// <summary>Effect estimates within the categories of a variable.</summary>
/// <param name="Name">The output's name in the release.</param>
/// <param name="Counts">The name of the counts that the estimates rest on: one is withheld where those of its category are.</param>
/// <param name="Rows">One per outcome, window, dimension and level.</param>
public sealed record ProposedSubgroups(string Name, string Counts, IReadOnlyList<SubgroupRow> Rows) : ProposedOutput(Name);

/// <summary>Means of an amount.</summary>
/// <param name="Name">The output's name in the release.</param>
/// <param name="Rows">One per measure, window, group and level of one dimension.</param>
public sealed record ProposedMeans(string Name, IReadOnlyList<MeanRow> Rows) : ProposedOutput(Name);

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
