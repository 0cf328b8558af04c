namespace TfPipeline.Benchmarks.Linkage;

/// <summary>Parts of two files that hold one record of each person, cut so that a given share of each has its partner in the other.</summary>
internal static class OverlapDraw
{
    public static (LabelledSet Left, LabelledSet Right) Of(LabelledSet a, LabelledSet b, double share, int seed)
    {
        if (share >= 1)
            return (a, b);
        var people = a.Truth.Concat(b.Truth).Distinct().Order(StringComparer.Ordinal).ToArray();
        new Random(seed).Shuffle(people);
        var both = (int)(people.Length * share / (2 - share));
        var only = (people.Length - both) / 2;
        var left = people[..(both + only)].ToHashSet(StringComparer.Ordinal);
        var right = people[..both].Concat(people[(both + only)..]).ToHashSet(StringComparer.Ordinal);
        return (a.Where(left.Contains), b.Where(right.Contains));
    }
}
