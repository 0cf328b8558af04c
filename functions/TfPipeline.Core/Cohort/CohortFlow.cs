namespace TfPipeline.Core.Cohort;

/// <summary>
/// How accepted rows became people. Rows = opt-outs + earlier versions + people known; people known = withdrawn + contaminated +
/// duplicates + kept.
/// </summary>
public sealed record CohortFlow
{
    /// <summary>Submissions in force that can be read.</summary>
    public int Submissions { get; init; }

    /// <summary>Submissions made with an older version of the key, of which only the opt-outs count: later ones stand for their rows.</summary>
    public int SubmissionsOfOtherKeys { get; init; }

    /// <summary>Accepted rows of these submissions.</summary>
    public long Rows { get; init; }

    /// <summary>Rows that opt a person out.</summary>
    public long OptOutRows { get; init; }

    /// <summary>Rows that a later row of the same person and council replaced.</summary>
    public long EarlierVersions { get; init; }

    /// <summary>People as councils know them.</summary>
    public long PeopleKnown { get; init; }

    /// <summary>Of these: opted out, and not back in.</summary>
    public long Withdrawn { get; init; }

    /// <summary>Of the withdrawn: held out because it is doubtful whether they opted out.</summary>
    public long Held { get; init; }

    /// <summary>Of people known: in comparison families of which a member is on the programme elsewhere.</summary>
    public long Contaminated { get; init; }

    /// <summary>Comparison families left out for that reason.</summary>
    public long ContaminatedFamilies { get; init; }

    /// <summary>Of these: known to a council under another reference, or to another council, and counted there.</summary>
    public long Duplicates { get; init; }

    /// <summary>People in the cohort.</summary>
    public long Kept { get; init; }

    /// <summary>Families in the cohort.</summary>
    public long Families { get; init; }

    /// <summary>People in the cohort in programme families.</summary>
    public long Programme { get; init; }

    /// <summary>People in the cohort in comparison families.</summary>
    public long Comparison { get; init; }

    /// <summary>Of these: in families that joined the programme later.</summary>
    public long CrossedOver { get; init; }

    /// <summary>True where every count is accounted for.</summary>
    public bool AddsUp => Rows == OptOutRows + EarlierVersions + PeopleKnown
        && PeopleKnown == Withdrawn + Contaminated + Duplicates + Kept
        && Kept == Programme + Comparison;
}
