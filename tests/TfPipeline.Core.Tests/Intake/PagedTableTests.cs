using FsCheck;
using FsCheck.Fluent;
using TfPipeline.Core.Intake;

namespace TfPipeline.Core.Tests.Intake;

[Trait("tier", "property")]
public sealed class PagedTableTests
{
    [Fact]
    public void Knows_exactly_what_was_entered()
        => Prop.ForAll<ulong[]>(hashes =>
        {
            var table = new PagedTable<byte>(withValues: false);
            var seen = new HashSet<ulong>();
            return hashes.All(h => table.Add(h) == seen.Add(Math.Max(1, h >> 8))) && hashes.All(table.Contains);
        }).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData(1ul)]
    [InlineData(0x9E3779B97F4A7C15ul)]
    public void Keeps_values_through_many_splits(ulong step)
    {
        const int Entries = 200_000;
        var table = new PagedTable<int>(withValues: true);
        for (var i = 1; i <= Entries; i++)
        {
            ref var value = ref table.GetOrAdd(Spread(i, step), out var existed);
            Assert.False(existed);
            value = i;
        }

        for (var i = 1; i <= Entries; i++)
            Assert.Equal(i, table.GetOrAdd(Spread(i, step), out _));
        Assert.Equal(Enumerable.Range(1, Entries), table.Values().Order());
    }

    // A step of one puts all entries into one page's prefix, as hostile hashes would.
    private static ulong Spread(int i, ulong step) => (ulong)i * step << (step == 1 ? 8 : 0);
}
