using CsvHelper;

namespace TfPipeline.Intake;

/// <summary>
/// Decides per column whether dates with slashes have the day first. Day and month swap silently where the day is at most 12,
/// so a column counts as read only when a day above 12 shows its order, or when its heading declares it.
/// </summary>
internal sealed class DateOrderSurvey
{
    private static readonly CouncilField[] DateFields = [.. Enum.GetValues<CouncilField>().Where(CouncilFileSchema.IsDate)];

    private readonly Evidence[] _evidence = [.. DateFields.Select(_ => new Evidence())];
    private readonly int[] _columns;

    private DateOrderSurvey(HeaderMap map) => _columns = [.. DateFields.Select(map.ColumnOf)];

    /// <summary>The findings of columns that can't be read; none where all can.</summary>
    public static IReadOnlyList<Finding> Run(CsvReader reader, HeaderMap map, int headerRow, CancellationToken cancellationToken)
    {
        var survey = new DateOrderSurvey(map);
        for (var row = 1; reader.Read(); row++)
        {
            if (row > headerRow)
                survey.Look(reader, row);
            if ((row & 0xFFFF) == 0)
                cancellationToken.ThrowIfCancellationRequested();
        }

        return [.. DateFields.Select((field, i) => survey._evidence[i].Judge(survey._columns[i], map.DeclaresDayFirst(field))).OfType<Finding>()];
    }

    private void Look(CsvReader reader, int row)
    {
        for (var i = 0; i < _columns.Length; i++)
        {
            var column = _columns[i];
            if (column >= 0 && column < reader.FieldCount && DateText.TrySlashed(Cells.Trim(reader.GetSpan(column)), out var first, out var second))
                _evidence[i].Add(first, second, row);
        }
    }

    private sealed class Evidence
    {
        private int _firstDayFirst;
        private int _firstMonthFirst;
        private bool _open;

        public void Add(int first, int second, int row)
        {
            if (first > 12 && second is >= 1 and <= 12)
                _firstDayFirst = _firstDayFirst == 0 ? row : _firstDayFirst;
            else if (second > 12 && first is >= 1 and <= 12)
                _firstMonthFirst = _firstMonthFirst == 0 ? row : _firstMonthFirst;
            else
                _open |= first != second;
        }

        public Finding? Judge(int column, bool declaredDayFirst)
        {
            // A declared column is read as declared; what doesn't fit is an impossible date of its row.
            if (declaredDayFirst)
                return null;
            if (_firstDayFirst > 0 && _firstMonthFirst > 0)
                return new Finding(Math.Max(_firstDayFirst, _firstMonthFirst), column, FileRules.MixedDates);
            if (_firstMonthFirst > 0)
                return new Finding(_firstMonthFirst, column, FileRules.MonthFirstDates);
            return _firstDayFirst == 0 && _open ? new Finding(0, column, FileRules.AmbiguousDates) : null;
        }
    }
}
