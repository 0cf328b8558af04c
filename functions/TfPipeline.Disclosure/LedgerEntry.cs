namespace TfPipeline.Disclosure;

/// <summary>
/// What the ledger keeps of one release, withdrawn or not: what was printed, who was counted and which records left. There is no true count of
/// an outcome in it.
/// </summary>
public sealed record LedgerEntry
{
    /// <summary>The release.</summary>
    public required string Release { get; init; }

    /// <summary>Who was counted where.</summary>
    public required Roll Roll { get; init; }

    /// <summary>The places whose figures were made for this release; the others repeat an earlier one.</summary>
    public required IReadOnlySet<Place> Renewed { get; init; }

    /// <summary>Printed counts, by table.</summary>
    public required IReadOnlyDictionary<string, IReadOnlyList<LedgerRow>> Counts { get; init; }

    /// <summary>Printed tables of other kinds.</summary>
    public required IReadOnlyList<ReleaseTable> Tables { get; init; }

    /// <summary>Families whose records are in <c>secure/</c>, with the class that each shares its quasi-identifiers with.</summary>
    public required IReadOnlyDictionary<UInt128, RecordClass> Records { get; init; }
}

/// <summary>A printed row of counts.</summary>
/// <param name="Measure">The measure.</param>
/// <param name="Window">The window.</param>
/// <param name="Place">The place.</param>
/// <param name="Counts">People, then each printed category.</param>
/// <param name="Figures">Figures of a model.</param>
public sealed record LedgerRow(string Measure, string Window, Place Place, IReadOnlyList<PrintedCount> Counts, IReadOnlyList<PrintedNumber> Figures)
{
    /// <summary>What an attacker who has everything printed so far knows of people and printed categories: limits, no true count.</summary>
    public IReadOnlyList<(long Low, long High)> Known { get; init; } = [];
}

/// <summary>A printed figure: a number or a symbol.</summary>
/// <param name="Value">The number, or null.</param>
/// <param name="Symbol">The symbol, or null.</param>
public readonly record struct PrintedNumber(double? Value, string? Symbol);

/// <summary>The class of a family's records.</summary>
/// <param name="Release">The number of the release, in the ledger's order, that formed the class.</param>
/// <param name="Number">The class within it.</param>
/// <param name="Detail">How much of the quasi-identifiers the records keep, from 0 for all.</param>
public readonly record struct RecordClass(int Release, int Number, int Detail);

/// <summary>What a release is compared with.</summary>
/// <param name="Now">Who is counted in it.</param>
/// <param name="Earlier">The ledger, in the order of releases.</param>
public sealed record ReleaseHistory(Roll Now, IReadOnlyList<LedgerEntry> Earlier);
