namespace TfPipeline.Disclosure;

/// <summary>
/// Who was counted where in a release: references that stay the same from release to release, never an outcome. It lets a later release see who
/// joined and who left each place.
/// </summary>
public sealed record Roll
{
    /// <summary>The name of the set of everybody.</summary>
    public const string Everybody = "";

    /// <summary>Marks the key that made the references: two rolls of other marks cannot be compared.</summary>
    public required string References { get; init; }

    /// <summary>The person's reference, one per person.</summary>
    public required UInt128[] Person { get; init; }

    /// <summary>The number of the person's family in this roll.</summary>
    public required int[] Family { get; init; }

    /// <summary>The person's group.</summary>
    public required string[] Group { get; init; }

    /// <summary>The dimensions besides <see cref="CountTable.All"/>, each with a level per person.</summary>
    public required IReadOnlyList<RollDimension> Dimensions { get; init; }

    /// <summary>Who is counted in each measure and window.</summary>
    public required IReadOnlyList<RollSet> Sets { get; init; }

    /// <summary>The name of the set of a measure in a window.</summary>
    public static string SetOf(string measure, string window) => $"{measure} {window}";
}

/// <summary>A dimension.</summary>
/// <param name="Name">Its name in the tables.</param>
/// <param name="Level">The level of each person.</param>
public sealed record RollDimension(string Name, string[] Level);

/// <summary>The people of a measure and window.</summary>
/// <param name="Name">The name, by <see cref="Roll.SetOf"/>.</param>
/// <param name="Counted">True for each person who is counted.</param>
public sealed record RollSet(string Name, bool[] Counted);
