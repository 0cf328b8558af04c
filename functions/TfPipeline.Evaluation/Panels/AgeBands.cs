namespace TfPipeline.Evaluation.Panels;

/// <summary>
/// Bands of age in whole years. There are two sets, because they answer two questions: released tables use few bands that readers know
/// from school and work, and adjustment uses finer ones where outcomes begin.
/// </summary>
public sealed class AgeBands
{
    private const int Adult = 18;
    private readonly int[] _from;

    private AgeBands(params int[] from)
    {
        _from = from;
        All = [.. from.Select((first, band) => band == from.Length - 1 ? FormattableString.Invariant($"{first:00}+") : FormattableString.Invariant($"{first:00}-{from[band + 1] - 1:00}"))];
    }

    /// <summary>The bands of released tables: pre-school, primary, secondary, 16 to 17, then adults.</summary>
    public static AgeBands Released { get; } = new(0, 5, 11, 16, Adult, 25, 35, 50);

    /// <summary>
    /// The bands of covariates. They also part children at 10, the age of criminal responsibility in England (Children and Young Persons
    /// Act 1933, section 50), and at 14.
    /// </summary>
    public static AgeBands Covariates { get; } = new(0, 5, 10, 14, 16, Adult, 25, 35, 50);

    /// <summary>The bands in order, such as <c>05-10</c>; padded so that they sort.</summary>
    public IReadOnlyList<string> All { get; }

    /// <summary>The band of an age; an age below zero is in the first.</summary>
    public string Of(int age) => All[Math.Max(0, Array.FindLastIndex(_from, from => age >= from))];

    /// <summary>Child (below 18) or adult.</summary>
    public static string GroupOf(int age) => age < Adult ? "child" : "adult";
}
