namespace TfPipeline.Intake;

/// <summary>Which column holds which field. Holds no heading: an unknown one is known by its position alone.</summary>
public sealed class HeaderMap
{
    private readonly int[] _columnOf;
    private readonly bool[] _dayFirst;

    internal HeaderMap(int columnCount, int cellCount)
    {
        ColumnCount = columnCount;
        CellCount = cellCount;
        _columnOf = new int[CouncilFileSchema.Columns.Count];
        Array.Fill(_columnOf, -1);
        _dayFirst = new bool[CouncilFileSchema.Columns.Count];
    }

    /// <summary>How many columns the header has.</summary>
    public int ColumnCount { get; }

    /// <summary>How many cells the header row has, empty ones at its end included.</summary>
    internal int CellCount { get; }

    /// <summary>Columns with a blank heading.</summary>
    internal List<int> Unnamed { get; } = [];

    /// <summary>The last column that a row must have.</summary>
    internal int LastRequired => CouncilFileSchema.Columns.Where(c => c.Required).Max(c => ColumnOf(c.Field));

    /// <summary>The 0-based column of a field, or -1 where the file has none.</summary>
    public int ColumnOf(CouncilField field) => _columnOf[(int)field];

    /// <summary>True where the file has the field.</summary>
    public bool Has(CouncilField field) => _columnOf[(int)field] >= 0;

    /// <summary>The field of a column, or null where the heading was not known.</summary>
    public CouncilField? FieldAt(int column)
    {
        var field = Array.IndexOf(_columnOf, column);
        return field < 0 ? null : (CouncilField)field;
    }

    /// <summary>True where the heading declares dd/mm/yyyy.</summary>
    internal bool DeclaresDayFirst(CouncilField field) => _dayFirst[(int)field];

    internal bool TryAssign(CouncilField field, int column, bool dayFirst)
    {
        if (Has(field))
            return false;
        _columnOf[(int)field] = column;
        _dayFirst[(int)field] = dayFirst;
        return true;
    }
}
