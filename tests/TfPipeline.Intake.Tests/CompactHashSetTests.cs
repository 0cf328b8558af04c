using FsCheck;
using FsCheck.Fluent;

namespace TfPipeline.Intake.Tests;

[Trait("tier", "property")]
public sealed class CompactHashSetTests
{
    [Fact]
    public void Knows_exactly_what_was_entered()
        => Prop.ForAll<int[]>(values =>
        {
            var chains = new CompactHashSet(1);
            var seen = new HashSet<int>();
            return values.All(v => chains.Add(Spread(v)) == seen.Add(v)) && values.All(v => chains.Contains(Spread(v)));
        }).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData(0)]
    [InlineData(1_000)]
    [InlineData(10_000_000)]
    public void Gives_every_entry_its_own_place_whatever_was_expected(long expected)
    {
        const int Entries = 50_000;
        var chains = new CompactHashSet(expected);
        var places = new int[Entries];
        for (var i = 0; i < Entries; i++)
            Assert.True(chains.Add(Spread(i), out places[i]));

        Assert.Equal(Entries, places.Distinct().Count());
        Assert.False(chains.Contains(Spread(Entries)));
        for (var i = 0; i < Entries; i++)
        {
            Assert.False(chains.Add(Spread(i), out var place));
            Assert.Equal(places[i], place);
        }
    }

    // Odd multiples are a permutation of all 64-bit numbers, so different values stay different.
    private static ulong Spread(int value) => (ulong)(value + 1L) * 0x9E3779B97F4A7C15;
}
