namespace TfPipeline.Intake;

/// <summary>The limits of intake that an operator may set.</summary>
public sealed record IntakeOptions
{
    /// <summary>A file is refused when more than this share of its rows has an error; from 0 to 1.</summary>
    public double MaxErrorShare { get; init; } = 0.2;

    /// <summary>A file is refused when more than this share of its rows has a doubtful opt-out; from 0 to 1.</summary>
    public double MaxDoubtfulShare { get; init; } = 0.05;

    /// <summary>The largest file, in bytes.</summary>
    public long MaxBytes { get; init; } = 2L << 30;

    /// <summary>The first possible index date.</summary>
    public DateOnly ProgrammeFrom { get; init; } = new(2015, 1, 1);

    /// <summary>The last possible index date.</summary>
    public DateOnly ProgrammeTo { get; init; } = new(2020, 12, 31);

    /// <summary>How many findings a JSON or HTML receipt lists; counts are always complete.</summary>
    public int ListedFindings { get; init; } = 1_000;

    /// <summary>How many findings the CSV beside a receipt lists.</summary>
    public int KeptFindings { get; init; } = 100_000;

    /// <summary>Rows per batch that leaves the validator.</summary>
    public int BatchRows { get; init; } = 4_096;

    /// <summary>Rows per row group of the working store.</summary>
    public int RowGroupRows { get; init; } = 16_384;

    /// <summary>What is wrong with the limits, one sentence that names the settings, or null.</summary>
    public string? Problem()
    {
        if (MaxErrorShare is not (>= 0 and <= 1))
            return $"{nameof(MaxErrorShare)} is a share from 0 to 1.";
        if (MaxDoubtfulShare is not (>= 0 and <= 1))
            return $"{nameof(MaxDoubtfulShare)} is a share from 0 to 1.";
        if (MaxBytes < 1 || ListedFindings < 1 || KeptFindings < ListedFindings || BatchRows < 1 || RowGroupRows < 1)
            return $"{nameof(MaxBytes)}, {nameof(ListedFindings)} and {nameof(BatchRows)} are at least 1, {nameof(KeptFindings)} at least {nameof(ListedFindings)}.";
        if (ProgrammeFrom > ProgrammeTo)
            return $"{nameof(ProgrammeFrom)} is not after {nameof(ProgrammeTo)}.";
        return null;
    }
}
