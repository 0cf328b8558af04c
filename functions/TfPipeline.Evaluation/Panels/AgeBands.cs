namespace TfPipeline.Evaluation.Panels;

/// <summary>The age bands of released tables: pre-school, primary, secondary, 16 to 17, then adults.</summary>
public static class AgeBands
{
    private const int Adult = 18;
    private static readonly int[] From = [0, 5, 11, 16, Adult, 25, 35, 50];

    /// <summary>The bands in order, such as <c>05-10</c>; padded so that they sort.</summary>
    public static IReadOnlyList<string> All { get; } = [.. From.Select((from, i) => Name(from, i))];

    public static string Of(int age) => All[Math.Max(0, Array.FindLastIndex(From, from => age >= from))];

    public static string GroupOf(int age) => age < Adult ? "child" : "adult";

    private static string Name(int from, int band)
        => band == From.Length - 1 ? FormattableString.Invariant($"{from:00}+") : FormattableString.Invariant($"{from:00}-{From[band + 1] - 1:00}");
}
