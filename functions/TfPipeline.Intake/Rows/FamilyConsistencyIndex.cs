using System.Numerics;

namespace TfPipeline.Intake;

/// <summary>Index of the families of a file so far, to check that rows of one family agree: group, index date, problems, first row.</summary>
internal sealed class FamilyConsistencyIndex(long expectedRows)
{
    // Day numbers up to the year 9999 need 22 bits; the group has one more, the problems six, and one says that the first row has a query.
    private const int ProgrammeBit = 22;
    private const int ProblemsShift = 23;
    private const int QueriedBit = 29;
    private const uint DayMask = (1u << ProgrammeBit) - 1;
    private const int FewPeople = 3;
    private const int BlockBits = 13;

    private readonly CompactHashSet _known = new(expectedRows / FewPeople);
    private readonly List<Entry[]> _blocks = [];

    /// <inheritdoc cref="CompactHashSet.Prefetch"/>
    public void Prefetch(ulong family) => _known.Prefetch(family);

    /// <summary>Enters a member: the first makes the family, a later one of the same group adds its problems.</summary>
    /// <returns>Whether the group and the index date are those of the family's first row.</returns>
    public (bool SameGroup, bool SameIndexDate) Add(ulong family, bool isProgramme, int indexDay, ProblemFlags problems, int row)
    {
        var isNew = _known.Add(family, out var place);
        ref var entry = ref At(place);
        if (isNew)
            entry = new Entry(row, (uint)indexDay | (isProgramme ? 1u << ProgrammeBit : 0));
        var sameGroup = entry.IsProgramme == isProgramme;
        if (sameGroup)
            entry.Packed |= (uint)problems << ProblemsShift;
        return (sameGroup, (entry.Packed & DayMask) == (uint)indexDay);
    }

    /// <summary>Notes that a row has a query, where it is the first of its family.</summary>
    public void NoteQuery(ulong family, int row)
    {
        _known.Add(family, out var place);
        ref var entry = ref At(place);
        if (entry.FirstRow == row)
            entry.Packed |= 1u << QueriedBit;
    }

    /// <summary>The first rows of programme families with fewer than two problems, ascending, and whether they have another query.</summary>
    public IReadOnlyList<(int Row, bool IsQueried)> FirstRowsOfTooFewProblems()
        => [.. _blocks.SelectMany(b => b).Where(f => f.IsProgramme && f.Problems < 2).Select(f => (f.FirstRow, (f.Packed & (1u << QueriedBit)) != 0)).Order()];

    private ref Entry At(int place)
    {
        while (place >> BlockBits >= _blocks.Count)
            _blocks.Add(new Entry[1 << BlockBits]);
        return ref _blocks[place >> BlockBits][place & ((1 << BlockBits) - 1)];
    }

    private struct Entry(int firstRow, uint packed)
    {
        public readonly int FirstRow => firstRow;

        public uint Packed = packed;

        public readonly int Problems => BitOperations.PopCount((Packed >> ProblemsShift) & ((1u << (QueriedBit - ProblemsShift)) - 1));

        public readonly bool IsProgramme => (Packed & (1u << ProgrammeBit)) != 0;
    }
}
