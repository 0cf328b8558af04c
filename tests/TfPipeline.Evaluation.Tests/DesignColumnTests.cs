using FsCheck;
using FsCheck.Fluent;

namespace TfPipeline.Evaluation.Tests;

[Trait("tier", "property")]
public sealed class DesignColumnTests
{
    private static readonly Arbitrary<(int Units, int Seed)> Sizes = Gen.Choose(1, 700).Zip(Gen.Choose(1, 100_000)).ToArbitrary();

    [Fact]
    public void Packed_and_plain_columns_give_the_same_bits() => Prop.ForAll(Sizes, s =>
    {
        var random = new Random(s.Seed);
        var values = Values(random, s.Units);
        var packed = DesignColumn.Of(values);

        // A last value of two keeps every unit before it from being packed.
        var plain = DesignColumn.Of([.. values, 2]);
        var start = random.Next((s.Units / 64) + 1) * 64;
        var weights = Enumerable.Range(0, s.Units - start).Select(_ => random.NextDouble() - 0.3).ToArray();
        var (one, other) = ((double[])weights.Clone(), (double[])weights.Clone());
        packed.AddScaled(start, 0.7, one);
        plain.AddScaled(start, 0.7, other);
        return packed.IsBinary && !plain.IsBinary
            && packed.Dot(start, weights) == plain.Dot(start, weights)
            && one.SequenceEqual(other)
            && packed.ToArray().SequenceEqual(values)
            && plain.ToArray().SequenceEqual([.. values, 2]);
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Two_columns_summed_at_once_give_the_bits_of_each() => Prop.ForAll(Sizes, s =>
    {
        var random = new Random(s.Seed);
        var (first, second) = (DesignColumn.Of(Values(random, s.Units)), DesignColumn.Of(Values(random, s.Units)));
        var amounts = DesignColumn.Of([.. Enumerable.Range(0, s.Units).Select(_ => random.NextDouble())]);
        var start = random.Next((s.Units / 64) + 1) * 64;
        var weights = Enumerable.Range(0, s.Units - start).Select(_ => random.NextDouble() - 0.3).ToArray();
        return DesignColumn.Dot(first, second, start, weights) == (first.Dot(start, weights), second.Dot(start, weights))
            && DesignColumn.Dot(first, amounts, start, weights) == (first.Dot(start, weights), amounts.Dot(start, weights));
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Selected_units_keep_their_values() => Prop.ForAll(Sizes, s =>
    {
        var random = new Random(s.Seed);
        var values = Values(random, s.Units);
        var units = Enumerable.Range(0, random.Next(300)).Select(_ => random.Next(s.Units)).ToArray();
        var amounts = Array.ConvertAll(values, v => v * 2.5);
        return DesignColumn.Of(values).Select(units).ToArray().SequenceEqual(units.Select(i => values[i]))
            && DesignColumn.Of(amounts).Select(units).ToArray().SequenceEqual(units.Select(i => amounts[i]));
    }).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData(0.0, 0.0, true)]
    [InlineData(1.0, 1.0, true)]
    [InlineData(0.0, 1.0, false)]
    [InlineData(3.0, 3.0, true)]
    [InlineData(3.0, 1.0, false)]
    public void A_column_is_constant_when_all_units_have_one_value(double first, double last, bool isConstant) =>
        Assert.Equal(isConstant, DesignColumn.Of([.. Enumerable.Repeat(first, 200), last]).IsConstant);

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(0.5)]
    [InlineData(-1.0)]
    public void Only_zeros_and_ones_are_packed(double value)
    {
        Assert.False(DesignColumn.Of([0, 1, value]).IsBinary);
        Assert.False(DesignColumn.Of([value, 1, 0, 1]).IsBinary);
    }

    private static double[] Values(Random random, int units) => [.. Enumerable.Range(0, units).Select(_ => (double)random.Next(2))];
}
