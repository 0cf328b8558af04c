namespace TfPipeline.Intake;

/// <summary>Which rows of a file are accepted and which of them have a query: two bits a row, so that the rows can be read again without being compared again.</summary>
internal sealed class RowVerdicts
{
    // Small enough for the ordinary heap.
    private const int RowsPerBlock = 1 << 18;
    private const int BitsPerRow = 2;
    private const int RowsPerWord = 64 / BitsPerRow;
    private const ulong Accepted = 1;
    private const ulong Queried = 2;

    private readonly List<ulong[]> _blocks = [];

    public void Accept(int row, bool isQueried) => WordOf(row) |= (Accepted | (isQueried ? Queried : 0)) << Shift(row);

    /// <summary>Notes a query that only the whole file could show.</summary>
    public void Query(int row) => WordOf(row) |= Queried << Shift(row);

    public bool IsAccepted(int row) => Has(row, Accepted);

    public bool IsQueried(int row) => Has(row, Queried);

    private static int Shift(int row) => row % RowsPerWord * BitsPerRow;

    private bool Has(int row, ulong verdict) => row / RowsPerBlock < _blocks.Count && ((WordOf(row) >> Shift(row)) & verdict) != 0;

    private ref ulong WordOf(int row)
    {
        while (row / RowsPerBlock >= _blocks.Count)
            _blocks.Add(new ulong[RowsPerBlock / RowsPerWord]);
        return ref _blocks[row / RowsPerBlock][row % RowsPerBlock / RowsPerWord];
    }
}
