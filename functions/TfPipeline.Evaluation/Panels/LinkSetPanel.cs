namespace TfPipeline.Evaluation.Panels;

/// <summary>Names of the sets of links that a panel may hold beside its own, which takes each person's Matches and nothing else.</summary>
public static class LinkSetNames
{
    /// <summary>Possible links are taken too.</summary>
    public const string WithPossible = "with_possible";

    /// <summary>Links of a linkage that knows neither National Insurance numbers nor unique pupil numbers.</summary>
    public const string WithoutNumbers = "without_numbers";

    private const string DrawPrefix = "draw_";

    /// <summary>Name of a random draw of links, by their odds; draws are numbered from 1.</summary>
    public static string Draw(int number) => FormattableString.Invariant($"{DrawPrefix}{number:00}");

    /// <summary>True for the name of a draw.</summary>
    public static bool IsDraw(string name) => name.StartsWith(DrawPrefix, StringComparison.Ordinal);
}

/// <summary>Link status of people under another set of links. People not named in it have the panel's own links.</summary>
/// <param name="Name">One of <see cref="LinkSetNames"/>.</param>
/// <param name="Departments">The departments in which anybody stands otherwise.</param>
public sealed record LinkSetPanel(string Name, IReadOnlyList<LinkSetChanges> Departments);

/// <summary>The people who stand otherwise in one department, as columns in the order of people.</summary>
/// <param name="Department">Department code.</param>
/// <param name="Person">Number of the person.</param>
/// <param name="Probability">Match probability of the link; null where the person has none in this set.</param>
/// <param name="Alternative">Place of the person's values in <see cref="OutcomePanel.Alternatives"/>.</param>
public sealed record LinkSetChanges(string Department, int[] Person, double?[] Probability, int[] Alternative);
