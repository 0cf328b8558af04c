namespace TfPipeline.Functions.Settings;

/// <summary>How long raw identifiers, and what runs make of them, are kept; in both roles.</summary>
public sealed class RetentionSettings : ICheckedSettings
{
    /// <summary>Days after which raw uploads and extracts are deleted, the storage account's soft-delete days included.</summary>
    public int RetentionDays { get; set; }

    /// <summary>Days after which links and snapshots of the cohort are deleted, soft-delete days included.</summary>
    public int LinkRetentionDays { get; set; }

    /// <summary>Days after which panels, estimates and proposals are deleted, soft-delete days included.</summary>
    public int ResultRetentionDays { get; set; }

    /// <summary>Days for which the landing and working accounts keep deleted blobs; they count as days kept.</summary>
    public int SoftDeleteDays { get; set; } = 7;

    /// <summary>Six-part NCRONTAB expression, UTC.</summary>
    public string? RetentionSchedule { get; set; }

    /// <summary>When the release role looks for decisions that no event told about, and for proposals that wait; six-part NCRONTAB, UTC.</summary>
    public string? DecisionSchedule { get; set; }

    /// <inheritdoc />
    public IEnumerable<string> Problems()
    {
        foreach (var (name, days) in new[]
        {
            (nameof(RetentionDays), RetentionDays), (nameof(LinkRetentionDays), LinkRetentionDays), (nameof(ResultRetentionDays), ResultRetentionDays),
        })
        {
            if (days is < 1 or > 3650)
                yield return $"{name} is outside 1 to 3650.";
            if (SoftDeleteDays < 0 || SoftDeleteDays >= days)
                yield return $"SoftDeleteDays is not between 0 and {name}.";
        }

        if (Schedules.Problem(RetentionSchedule) is { } retention)
            yield return "RetentionSchedule " + retention;
        if (Schedules.Problem(DecisionSchedule) is { } decision)
            yield return "DecisionSchedule " + decision;
    }
}
