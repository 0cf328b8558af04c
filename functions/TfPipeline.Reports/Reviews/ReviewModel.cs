namespace TfPipeline.Reports.Reviews;

/// <summary>What a checker is shown of a proposal. It stays in the working store: it tells primary from secondary suppression and has exact counts.</summary>
public sealed record ReviewModel
{
    /// <summary>The release's name.</summary>
    public required string Release { get; init; }

    /// <summary>The run that made it.</summary>
    public required string Run { get; init; }

    /// <summary>True to say that the people are made up.</summary>
    public required bool IsSynthetic { get; init; }

    /// <summary>What the release says about the one that it replaces; null where it replaces none.</summary>
    public ReviewRevision? Revision { get; init; }

    /// <summary>The verdict on each output.</summary>
    public required IReadOnlyList<ReviewOutput> Outputs { get; init; }

    /// <summary>What is withheld in each linked part of each table.</summary>
    public required IReadOnlyList<ReviewWithheld> Withheld { get; init; }

    /// <summary>Diagnostics that failed.</summary>
    public required IReadOnlyList<ReviewDiagnostic> Diagnostics { get; init; }

    /// <summary>How people were linked to each department.</summary>
    public required IReadOnlyList<ReviewLinkage> Linkage { get; init; }

    /// <summary>What was found in each department's delivery.</summary>
    public required IReadOnlyList<ReviewDelivery> Deliveries { get; init; }

    /// <summary>The release that this one is compared with; null where it is the first.</summary>
    public string? ComparedWith { get; init; }

    /// <summary>What changed since that release; empty where nothing did.</summary>
    public IReadOnlyList<ReviewChange> Changes { get; init; } = [];

    /// <summary>What the difference between the two would let an attacker learn; null where that was not examined.</summary>
    public ReviewRenewal? Difference { get; init; }
}

/// <summary>What a release says about the one that it replaces.</summary>
/// <param name="Supersedes">The replaced release.</param>
/// <param name="Note">What changed.</param>
/// <param name="ForError">True where the replaced release was wrong.</param>
public sealed record ReviewRevision(string Supersedes, string Note, bool ForError);

/// <summary>The verdict on one output.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Verdict">The verdict in a word.</param>
/// <param name="IsReleased">True where it is in the release.</param>
/// <param name="Cells">Figures that it has, or would have.</param>
/// <param name="Withheld">Share of them that is withheld, 0 to 1.</param>
public sealed record ReviewOutput(string Name, string Verdict, bool IsReleased, int Cells, double Withheld);

/// <summary>What is withheld in one linked part of a table, by rule.</summary>
/// <param name="Table">The table.</param>
/// <param name="Part">The part.</param>
/// <param name="Primary">Counts below the minimum.</param>
/// <param name="Secondary">Counts withheld to protect others.</param>
/// <param name="Unprotected">Counts whose protection could not be shown, for which the part is withheld.</param>
/// <param name="Narrowest">The narrowest interval that an attacker can reach, in people; null where nothing is withheld.</param>
public sealed record ReviewWithheld(string Table, string Part, int Primary, int Secondary, int Unprotected, long? Narrowest);

/// <summary>A diagnostic that failed.</summary>
/// <param name="Diagnostic">What failed, in words.</param>
/// <param name="IsVeto">True where no verdict is given because of it.</param>
/// <param name="Estimates">Estimates concerned.</param>
/// <param name="Outcomes">Titles of the outcomes concerned.</param>
public sealed record ReviewDiagnostic(string Diagnostic, bool IsVeto, int Estimates, IReadOnlyList<string> Outcomes);

/// <summary>People by link standing.</summary>
/// <param name="Department">The department's title.</param>
/// <param name="Match">Matches.</param>
/// <param name="Possible">Possible ones.</param>
/// <param name="Ambiguous">Ambiguous ones.</param>
/// <param name="None">Without a link.</param>
public sealed record ReviewLinkage(string Department, int Match, int Possible, int Ambiguous, int None);

/// <summary>A department's delivery.</summary>
/// <param name="Department">The department's title.</param>
/// <param name="Delivery">The delivery's name.</param>
/// <param name="Contract">Version of the contract.</param>
/// <param name="Unusable">Rows of linked people that an outcome could not use.</param>
/// <param name="Findings">What the check found, a sentence each.</param>
public sealed record ReviewDelivery(string Department, string Delivery, int Contract, long Unusable, IReadOnlyList<string> Findings);

/// <summary>One thing that changed since the last release.</summary>
/// <param name="What">What it is.</param>
/// <param name="Before">In the last release.</param>
/// <param name="Now">In this one.</param>
public sealed record ReviewChange(string What, string Before, string Now);

/// <summary>How the proposal differs from everything that left before. An attacker is taken to have all of it and to know who joined and left.</summary>
/// <param name="EarlierReleases">Releases that it was compared with, withdrawn ones included.</param>
/// <param name="PlacesRenewed">Places with new figures.</param>
/// <param name="PlacesKept">Places that repeat an earlier figure.</param>
/// <param name="FewestChanged">The fewest people who joined, or who left, a place whose figure was renewed; null where no earlier figure was.</param>
public sealed record ReviewRenewal(int EarlierReleases, int PlacesRenewed, int PlacesKept, long? FewestChanged);
