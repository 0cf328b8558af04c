using ExcelDataReader;

namespace TfPipeline.Intake;

/// <summary>
/// Merged cells of a sheet. They refuse the list, and until it comes again the content counts for every row and column it is merged over:
/// an opt-out that stands over three rows is one of three people.
/// </summary>
internal sealed class MergedCells
{
    private const int MostRanges = 1 << 16;

    private readonly List<CellRange> _ranges;
    private readonly Dictionary<CellRange, string> _contents = [];

    public MergedCells(IEnumerable<CellRange> ranges) =>
        _ranges = [.. ranges.Where(r => r.ToRow > r.FromRow || r.ToColumn > r.FromColumn).OrderBy(r => r.FromRow).ThenBy(r => r.FromColumn).Take(MostRanges)];

    /// <summary>0-based row and column of the first merged cells that reach a row or lie below it; null where there are none.</summary>
    public (int Row, int Column)? FirstFrom(int row) =>
        _ranges.Find(r => r.ToRow >= row) is { } range ? (Math.Max(row, range.FromRow), range.FromColumn) : null;

    /// <summary>The cells of a row with what is merged over them.</summary>
    public string[] Fill(int row, string[] cells)
    {
        foreach (var range in _ranges)
        {
            if (range.FromRow > row)
                break;
            if (range.ToRow < row)
                continue;
            if (range.FromRow == row)
                _contents[range] = range.FromColumn < cells.Length ? cells[range.FromColumn] : string.Empty;
            if (_contents.GetValueOrDefault(range) is not { Length: > 0 } content)
                continue;
            // A range can reach over the whole sheet; a list has fewer columns than this.
            var last = Math.Min(range.ToColumn, 255);
            if (last >= cells.Length)
                cells = [.. cells, .. Enumerable.Repeat(string.Empty, last + 1 - cells.Length)];
            for (var column = range.FromColumn; column <= last; column++)
                cells[column] = content;
        }

        return cells;
    }
}
