using System.Text;
using CsvHelper;

namespace TfPipeline.Intake;

/// <summary>
/// Looks for an opt-out in a row whose cells do not fit the headings: one comma too many or too few moves all cells behind it. Every
/// cell that the opt-out or the person reference can have moved to is looked at.
/// </summary>
internal static class OptOutScan
{
    private const int MostCandidates = 64;

    /// <summary>The cells of a record, trimmed.</summary>
    public static string[] CellsOf(CsvReader reader)
    {
        var cells = new string[reader.FieldCount];
        for (var i = 0; i < cells.Length; i++)
            cells[i] = Encoding.UTF8.GetString(Cells.Trim(reader.GetSpan(i)));
        return cells;
    }

    /// <summary>Adds a mark for each person whom the row may opt out.</summary>
    /// <returns>True where the row may hold an opt-out, whether or not there is a reference.</returns>
    public static bool Look(IReadOnlyList<string> cells, HeaderMap map, List<OptOutMark> marks)
    {
        if (StateOf(cells, map) is not { } state)
            return false;
        var column = map.ColumnOf(CouncilField.PersonId);
        if (column < 0)
            return true;
        foreach (var at in Places(column, cells.Count, map))
        {
            var reference = ReferenceText.Canonical(Encoding.UTF8.GetBytes(cells[at]));
            if (!ReferenceText.IsNoValue(reference) && !ReferenceText.IsScientific(reference))
                marks.Add(new OptOutMark(reference, at == column ? state : WithdrawalState.Doubtful));
        }

        return true;
    }

    /// <summary>True where a row that ends early has its opt-out under another heading, so that cells are missing before it and not behind.</summary>
    public static bool IsShifted(IReadOnlyList<string> cells, HeaderMap map)
    {
        var column = map.ColumnOf(CouncilField.Withdrawn);
        var moved = column + cells.Count - map.ColumnCount;
        return column >= cells.Count && moved >= 0 && LooksLikeAnswer(cells[moved]) && !char.IsAsciiDigit(cells[moved][0]);
    }

    private static WithdrawalState? StateOf(IReadOnlyList<string> cells, HeaderMap map)
    {
        var column = map.ColumnOf(CouncilField.Withdrawn);
        if (column < 0)
            return null;
        WithdrawalState? found = null;
        foreach (var at in Places(column, cells.Count, map))
        {
            var state = Codings.Withdrawal(Encoding.UTF8.GetBytes(cells[at]));
            if (state == WithdrawalState.Withdrawn)
                return column == map.ColumnCount - 1 ? state : WithdrawalState.Doubtful;
            if (state == WithdrawalState.Doubtful && (cells.Count == map.ColumnCount || LooksLikeAnswer(cells[at])))
                found = state;
        }

        return found;
    }

    private static IEnumerable<int> Places(int column, int count, HeaderMap map)
    {
        var moved = column + count - map.ColumnCount;
        var (first, last) = (Math.Max(0, Math.Min(column, moved)), Math.Min(count - 1, Math.Max(column, moved)));
        return Enumerable.Range(first, Math.Clamp(last - first + 1, 0, MostCandidates));
    }

    // Dates, numbers and the words of the columns beside it are no answer.
    private static bool LooksLikeAnswer(string cell)
    {
        var bytes = Encoding.UTF8.GetBytes(cell);
        if (Codings.Withdrawal(bytes) is WithdrawalState.None or WithdrawalState.Reversal)
            return false;
        return Codings.Withdrawal(bytes) == WithdrawalState.Withdrawn
            || (char.IsLetter(cell[0]) && Codings.IsEmploymentClaim(bytes) is null && Codings.IsProgramme(bytes) is null);
    }
}
