namespace TfPipeline.Disclosure;

/// <summary>A count of people and how the families behind it share it.</summary>
/// <param name="People">People in the cell.</param>
/// <param name="LargestFamily">People of the family with most people in the cell.</param>
/// <param name="SecondFamily">People of the next family.</param>
public readonly record struct CellCount(long People, long LargestFamily, long SecondFamily)
{
    /// <summary>A cell where each person is a family of their own.</summary>
    public static CellCount OfSingles(long people) => new(people, Math.Min(people, 1), people > 1 ? 1 : 0);

    /// <summary>
    /// Whether the count may not be shown: below the minimum, or dominated by one or two families
    /// (p % rule and (n, k) rule, counted in people per family).
    /// </summary>
    internal bool IsSensitive(DisclosurePolicy policy)
    {
        if (People == 0)
            return policy.ZerosAreDisclosive;
        if (People < policy.MinimumCount)
            return true;
        var rest = People - LargestFamily - SecondFamily;
        var top = policy.DominanceFamilies == 1 ? LargestFamily : LargestFamily + SecondFamily;
        return rest < policy.DominancePercent / 100 * LargestFamily || top > policy.DominanceShare / 100 * People;
    }
}
