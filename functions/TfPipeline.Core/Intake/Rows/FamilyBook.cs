namespace TfPipeline.Core.Intake;

/// <summary>What a file says of each family so far: group, index date, problems of its members, first row.</summary>
internal sealed class FamilyBook
{
    // Day numbers up to the year 9999 need 22 bits; the group has one more and the problems six.
    private const int ProgrammeBit = 22;
    private const int ProblemsShift = 23;
    private const uint DayMask = (1u << ProgrammeBit) - 1;

    private readonly PagedTable<Entry> _families = new(withValues: true);

    /// <summary>Looks a family up, or enters it with this row's group and index date.</summary>
    /// <returns>Whether the group and the index date are those of the family's first row.</returns>
    public (bool SameGroup, bool SameIndexDate) Check(ulong family, bool isProgramme, int indexDay, int row)
    {
        ref var entry = ref _families.GetOrAdd(family, out var known);
        if (!known)
            entry = new Entry(row, (uint)indexDay | (isProgramme ? 1u << ProgrammeBit : 0));
        return (entry.IsProgramme == isProgramme, (entry.Packed & DayMask) == (uint)indexDay);
    }

    /// <summary>Adds a member's problems to the family's.</summary>
    public void AddProblems(ulong family, byte problems)
    {
        ref var entry = ref _families.GetOrAdd(family, out _);
        entry = entry with { Packed = entry.Packed | ((uint)problems << ProblemsShift) };
    }

    /// <summary>The first rows of programme families with fewer than two problems, ascending.</summary>
    public IReadOnlyList<int> FirstRowsOfTooFewProblems()
        => [.. _families.Values().Where(f => f.IsProgramme && uint.PopCount(f.Packed >> ProblemsShift) < 2).Select(f => f.FirstRow).Order()];

    private readonly record struct Entry(int FirstRow, uint Packed)
    {
        public bool IsProgramme => (Packed & (1u << ProgrammeBit)) != 0;
    }
}
