namespace TfPipeline.Disclosure.Tests;

[Trait("tier", "unit")]
public sealed class DisclosurePolicyTests
{
    [Fact]
    public void The_default_is_sound() => Assert.Empty(DisclosurePolicy.Default.Validate());

    [Fact]
    public void Reads_a_policy_and_keeps_defaults()
    {
        var policy = DisclosurePolicy.Parse("""{"owner":"Board","version":"2","method":"Suppression","minimumCount":12}""");
        Assert.Equal(("Board", DisclosureMethod.Suppression, 12, 10), (policy.Owner, policy.Method, policy.MinimumCount, policy.ProtectionWidth));
    }

    [Theory]
    [InlineData("""{"owner":"","version":"1"}""", "Owner")]
    [InlineData("""{"owner":"a","version":" "}""", "Version")]
    [InlineData("""{"owner":"a","version":"1","minimumCount":2}""", "MinimumCount")]
    [InlineData("""{"owner":"a","version":"1","protectionWidth":11}""", "ProtectionWidth")]
    [InlineData("""{"owner":"a","version":"1","roundingBase":1}""", "RoundingBase")]
    [InlineData("""{"owner":"a","version":"1","dominanceFamilies":3}""", "DominanceFamilies")]
    [InlineData("""{"owner":"a","version":"1","microdataFamilies":2}""", "MicrodataFamilies")]
    [InlineData("""{"owner":"a","version":"1","minimum":2}""", "documented properties")]
    [InlineData("""{"owner":"a"}""", "documented properties")]
    [InlineData("no json", "documented properties")]
    public void Refuses_a_policy_that_is_not_sound(string json, string named)
        => Assert.Contains(named, Assert.Throws<DisclosurePolicyException>(() => DisclosurePolicy.Parse(json)).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData(7, 5, 5)]
    [InlineData(8, 5, 10)]
    [InlineData(12, 5, 10)]
    [InlineData(13, 5, 15)]
    [InlineData(15, 10, 20)]
    [InlineData(14, 10, 10)]
    public void Rounds_to_the_nearest_multiple_and_ties_up(long count, int toBase, long rounded)
    {
        Assert.Equal(rounded, Rounding.Of(count, toBase));
        Assert.InRange(count, Rounding.Least(rounded, toBase), Rounding.Greatest(rounded, toBase));
    }

    [Theory]
    [InlineData(50, 0.1)]
    [InlineData(10_000, 0.0005)]
    [InlineData(15_000, 0.0005)]
    [InlineData(1_000_000, 0.000005)]
    public void A_share_has_no_finer_step_than_the_rounding_base_in_people(long people, double unit)
    {
        Assert.Equal(unit, Rounding.UnitFor(people, 5), 12);
        Assert.True(Rounding.UnitFor(people, 5) * people >= 4.999);
    }

    [Theory]
    [InlineData(9, 1, 1, true)]
    [InlineData(10, 1, 1, false)]
    [InlineData(10, 9, 1, true)]
    [InlineData(20, 12, 7, true)]
    [InlineData(20, 10, 8, false)]
    [InlineData(20, 10, 9, true)]
    [InlineData(0, 0, 0, true)]
    public void A_count_is_sensitive_when_small_or_when_two_families_hold_it(long people, long largest, long second, bool sensitive)
        => Assert.Equal(sensitive, new CellCount(people, largest, second).IsSensitive(DisclosurePolicy.Default));
}
