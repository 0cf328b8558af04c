namespace TfPipeline.Disclosure;

/// <summary>A release's statement on its disclosure control: method, version, verdicts and information loss, without parameters.</summary>
public sealed record DisclosureStatement
{
    /// <summary>The version of the policy.</summary>
    public required string PolicyVersion { get; init; }

    /// <summary>The policy's owner.</summary>
    public required string PolicyOwner { get; init; }

    /// <summary>The method that all linked counts of this release share.</summary>
    public required DisclosureMethod Method { get; init; }

    /// <summary>One entry per output.</summary>
    public required IReadOnlyList<OutputStatement> Outputs { get; init; }

    /// <summary>What remains in the records of people; null where there are none.</summary>
    public MicrodataRisk? Microdata { get; init; }
}

/// <summary>The verdict on one output.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Kind">What kind of output it is.</param>
/// <param name="Verdict">The verdict; anything but pass is not in the release.</param>
/// <param name="Cells">Figures that it has, or would have.</param>
/// <param name="Withheld">Part of them that is withheld: the information lost.</param>
/// <param name="MeanRoundingChange">Mean relative change of the shown counts by rounding; 0 where nothing is rounded.</param>
public sealed record OutputStatement(string Name, string Kind, DisclosureVerdict Verdict, int Cells, double Withheld, double MeanRoundingChange)
{
    /// <summary>The earlier release whose table is repeated, because too few people joined or left since; null for figures of this release.</summary>
    public string? AsOf { get; init; }
}

/// <summary>Details of one application of the policy, for the working store only: they tell primary from secondary.</summary>
public sealed record DisclosureAudit
{
    /// <summary>The whole policy.</summary>
    public required DisclosurePolicy Policy { get; init; }

    /// <summary>One entry per linked part of each table of counts.</summary>
    public required IReadOnlyList<AuditEntry> Counts { get; init; }
}

/// <summary>The audit of one linked part.</summary>
/// <param name="Table">The table.</param>
/// <param name="Part">The part.</param>
/// <param name="Primary">Counts withheld for their own size.</param>
/// <param name="Secondary">Counts withheld to protect others.</param>
/// <param name="Proven">Counts for which two feasible solutions the protection width apart were found.</param>
/// <param name="NarrowestInterval">The narrowest interval of an attacker, in people.</param>
/// <param name="Unprotected">Counts without such a proof: the whole part is withheld.</param>
public sealed record AuditEntry(string Table, string Part, int Primary, int Secondary, int Proven, long? NarrowestInterval, int Unprotected);
