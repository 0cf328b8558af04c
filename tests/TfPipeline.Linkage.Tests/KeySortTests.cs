namespace TfPipeline.Linkage.Tests;

/// <summary>Record keys are put in order piece by piece; the order is that of the whole.</summary>
[Trait("tier", "unit")]
public sealed class KeySortTests
{
    public static TheoryData<string> Kinds => ["random", "repeated", "small", "one", "none"];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Sorts_as_all_at_once_would(string kind)
    {
        var keys = Keys(kind);
        var (sorted, rows) = KeySort.Sorted(keys, threads: 2);
        Assert.Equal(keys.Order(), sorted);
        Assert.Equal(sorted, rows.Select(row => keys[row]));
        Assert.Equal(Enumerable.Range(0, keys.Length), rows.Order());
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Finds_the_smallest_in_order(string kind)
    {
        var keys = Keys(kind);
        foreach (var count in new[] { 1, 7, 1000, 100_000 })
            Assert.Equal(keys.Order().Take(count), KeySort.Smallest(keys, count).Select(row => keys[row]));
    }

    private static ulong[] Keys(string kind)
    {
        var random = new Random(3);
        return kind switch
        {
            "random" => [.. Enumerable.Range(0, 20_000).Select(_ => (ulong)random.NextInt64(long.MinValue, long.MaxValue))],
            "repeated" => [.. Enumerable.Range(0, 5000).Select(_ => (ulong)random.Next(40) << 57)],
            "small" => [.. Enumerable.Range(0, 5000).Select(k => (ulong)(4999 - k))],
            "one" => [ulong.MaxValue],
            _ => [],
        };
    }
}
