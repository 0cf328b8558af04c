namespace TfPipeline.Linkage.Reporting;

/// <summary>Which pairs belong together, for data where that is known. It judges a linkage and never takes part in one.</summary>
/// <param name="IsSame">Whether a left person and a record are one person; null where the truth of either is not known.</param>
/// <param name="TruePairs">All pairs that belong together.</param>
public sealed record LinkageTruth(Func<int, string, bool?> IsSame, double TruePairs)
{
    /// <summary>Truth of two files; a null is somebody whose truth is not known.</summary>
    public static LinkageTruth Between(string?[] left, string[] rightIds, string?[] right)
    {
        ArgumentNullException.ThrowIfNull(left);
        ArgumentNullException.ThrowIfNull(rightIds);
        ArgumentNullException.ThrowIfNull(right);
        var of = rightIds.Zip(right).ToDictionary(p => p.First, p => p.Second, StringComparer.Ordinal);
        var counts = right.OfType<string>().GroupBy(t => t, StringComparer.Ordinal).ToDictionary(g => g.Key, g => g.LongCount(), StringComparer.Ordinal);
        return new LinkageTruth((i, id) => Same(left[i], of[id]), left.OfType<string>().Sum(t => (double)counts.GetValueOrDefault(t)));
    }

    /// <summary>Truth of one file whose record ids are row numbers.</summary>
    public static LinkageTruth Within(string?[] people)
    {
        ArgumentNullException.ThrowIfNull(people);
        var pairs = people.OfType<string>().GroupBy(t => t, StringComparer.Ordinal).Sum(g => g.Count() * (g.Count() - 1) / 2.0);
        return new LinkageTruth((i, id) => Same(people[i], people[int.Parse(id, System.Globalization.CultureInfo.InvariantCulture)]), pairs);
    }

    private static bool? Same(string? a, string? b) => a is null || b is null ? null : string.Equals(a, b, StringComparison.Ordinal);
}
