namespace TfPipeline.Core.Cohort;

/// <summary>
/// Which group a family is in, from what its council said of it drop by drop. Its first group counts: a comparison family that
/// joins later keeps group and index date and gets a crossover date, and a programme family stays one.
/// </summary>
internal sealed class FamilyGroup
{
    private readonly bool _firstIsProgramme;
    private int _comparisonIndex;
    private int _programmeIndex;
    private int _firstStart;

    public FamilyGroup(bool isProgramme) => _firstIsProgramme = isProgramme;

    /// <summary>Takes what a row says; rows come in the order of the drops.</summary>
    public void Add(bool isProgramme, int indexDay)
    {
        if (!isProgramme)
        {
            _comparisonIndex = indexDay;
            return;
        }

        _programmeIndex = indexDay;
        _firstStart = _firstStart == 0 ? indexDay : Math.Min(_firstStart, indexDay);
    }

    /// <summary>True for the programme group. A comparison family whose start is not after its assessment was never one.</summary>
    public bool IsProgramme => _firstIsProgramme || (_firstStart != 0 && _firstStart <= _comparisonIndex);

    /// <summary>The day on which a comparison family joined, or 0.</summary>
    public int CrossoverDay => IsProgramme ? 0 : _firstStart;

    /// <summary>The index day of a member whose newest row says this.</summary>
    public int IndexDay(bool rowIsProgramme, int rowIndexDay)
    {
        if (rowIsProgramme == IsProgramme)
            return rowIndexDay;
        return IsProgramme ? _programmeIndex : _comparisonIndex;
    }
}
