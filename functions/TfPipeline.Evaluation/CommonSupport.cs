namespace TfPipeline.Evaluation;

/// <summary>
/// Where an effect can be estimated at all: a council, or another category, with too few families of one group has nobody to compare
/// with, and a model would fill the gap with its own shape. Its people are outside, counted, and the share that is left is stated.
/// </summary>
public static class CommonSupport
{
    /// <summary>Families of each group that a category must have for its effect to be estimated.</summary>
    public const int Families = 20;

    /// <summary>Share of the programme group below which an estimate does not speak for the whole of it.</summary>
    public const double LeastShare = 0.8;

    /// <summary>
    /// Marks the units of categories that have at least <paramref name="minimum"/> clusters of each group. Leaving out one category can
    /// bring another below the minimum, so the rule is applied until nothing changes.
    /// </summary>
    /// <param name="categories">Codes 0, 1, … of each unit, one list a variable.</param>
    /// <param name="treated">The group of each unit.</param>
    /// <param name="clusters">Codes 0, 1, … of clusters, such as families.</param>
    /// <param name="minimum">Clusters of each group that a category needs, 1 or more.</param>
    /// <returns>True for each unit inside.</returns>
    public static bool[] Inside(IReadOnlyList<int[]> categories, bool[] treated, int[] clusters, int minimum)
    {
        ArgumentNullException.ThrowIfNull(categories);
        ArgumentNullException.ThrowIfNull(treated);
        ArgumentNullException.ThrowIfNull(clusters);
        Inputs.RefuseUnequal(treated.Length, clusters.Length, "cluster");
        var inside = new bool[treated.Length];
        Array.Fill(inside, true);
        var seen = new int[clusters.Length == 0 ? 0 : clusters.Max() + 1];
        var isStable = false;
        while (!isStable)
        {
            isStable = true;
            foreach (var codes in categories)
            {
                Inputs.RefuseUnequal(treated.Length, codes.Length, "category");
                var counts = Clusters(codes, treated, clusters, inside, seen);
                for (var i = 0; i < inside.Length; i++)
                {
                    var isOutside = inside[i] && Math.Min(counts[codes[i]].Programme, counts[codes[i]].Comparison) < minimum;
                    isStable &= !isOutside;
                    inside[i] &= !isOutside;
                }
            }
        }

        return inside;
    }

    /// <summary>Clusters of each group in each category. Units are visited category by category, so that one mark a cluster is enough.</summary>
    private static (int Programme, int Comparison)[] Clusters(int[] codes, bool[] treated, int[] clusters, bool[] inside, int[] seen)
    {
        var counts = new (int Programme, int Comparison)[codes.Length == 0 ? 0 : codes.Max() + 1];
        var order = Enumerable.Range(0, codes.Length).ToArray();
        Array.Sort((int[])codes.Clone(), order);
        foreach (var isProgramme in new[] { true, false })
        {
            Array.Fill(seen, -1);
            foreach (var i in order)
            {
                if (!inside[i] || treated[i] != isProgramme || seen[clusters[i]] == codes[i])
                    continue;
                seen[clusters[i]] = codes[i];
                ref var count = ref counts[codes[i]];
                count = isProgramme ? (count.Programme + 1, count.Comparison) : (count.Programme, count.Comparison + 1);
            }
        }

        return counts;
    }
}

/// <summary>Who was outside an estimate because their category has too few families of one group.</summary>
/// <param name="Programme">People of the programme group outside.</param>
/// <param name="Comparison">People in comparison outside.</param>
/// <param name="ShareCovered">Part of the measured programme group that the estimate is about, 0 to 1.</param>
public sealed record SupportSummary(int Programme, int Comparison, double ShareCovered)
{
    /// <summary>Everyone is inside.</summary>
    public static SupportSummary Whole { get; } = new(0, 0, 1);

    /// <summary>Compares who is inside with everyone measured.</summary>
    /// <param name="before">The group of each unit that is measured.</param>
    /// <param name="after">The group of each unit inside.</param>
    public static SupportSummary Of(bool[] before, bool[] after)
    {
        ArgumentNullException.ThrowIfNull(before);
        ArgumentNullException.ThrowIfNull(after);
        var (programme, kept) = (before.Count(t => t), after.Count(t => t));
        return new SupportSummary(programme - kept, before.Length - after.Length - (programme - kept), programme == 0 ? 0 : (double)kept / programme);
    }
}
