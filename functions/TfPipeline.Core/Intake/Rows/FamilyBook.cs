using System.Runtime.InteropServices;

namespace TfPipeline.Core.Intake;

/// <summary>What a file says of each family so far: group, index date, problems of its members, first row.</summary>
internal sealed class FamilyBook
{
    private readonly Dictionary<ulong, Entry> _families = [];

    /// <summary>Looks a family up, or enters it with this row's group and index date.</summary>
    /// <returns>Whether the group and the index date are those of the family's first row.</returns>
    public (bool SameGroup, bool SameIndexDate) Check(ulong family, bool isProgramme, int indexDay, int row)
    {
        ref var entry = ref CollectionsMarshal.GetValueRefOrAddDefault(_families, family, out var known);
        if (!known)
            entry = new Entry(row, indexDay, isProgramme, 0);
        return (entry.IsProgramme == isProgramme, entry.IndexDay == indexDay);
    }

    /// <summary>Adds a member's problems to the family's.</summary>
    public void AddProblems(ulong family, byte problems)
    {
        ref var entry = ref CollectionsMarshal.GetValueRefOrNullRef(_families, family);
        entry = entry with { Problems = (byte)(entry.Problems | problems) };
    }

    /// <summary>The first rows of programme families with fewer than two problems, ascending.</summary>
    public IReadOnlyList<int> FirstRowsOfTooFewProblems()
        => [.. _families.Values.Where(f => f.IsProgramme && int.PopCount(f.Problems) < 2).Select(f => f.FirstRow).Order()];

    private readonly record struct Entry(int FirstRow, int IndexDay, bool IsProgramme, byte Problems);
}
