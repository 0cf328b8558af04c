using TfPipeline.Core.Panel.Contracts;

namespace TfPipeline.Core.Panel.Deliveries;

/// <summary>
/// A contract's rules about the values of a table. The check on arrival counts with them and the panel leaves out by them, so that a
/// value which the check lets pass as one of few misfits is never a figure.
/// </summary>
/// <param name="table">The table.</param>
/// <param name="coveredTo">Last day that the manifest covers for any outcome of the table; null for none.</param>
internal sealed class TableRules(TableContract table, DateOnly? coveredTo)
{
    /// <summary>Days after the coverage that an event can still be dated: an extract is drawn later than its coverage ends.</summary>
    public const int DaysAfterCoverage = 731;

    private readonly int _lastDay = Math.Min(DateOnly.MaxValue.DayNumber, (coveredTo ?? DateOnly.MaxValue).DayNumber + DaysAfterCoverage);

    /// <summary>Brings codes to the contract's form; what is no code stays as it came, and counts for no outcome.</summary>
    public static void Normalise(ColumnContract column, string?[] texts)
    {
        if (!column.AnyCase)
            return;
        var (last, taken) = ((string?)null, (string?)null);
        foreach (ref var text in texts.AsSpan())
        {
            if (!ReferenceEquals(text, last))
                (last, taken) = (text, Normal(column, text));
            text = taken;
        }
    }

    /// <summary>True for a code of the contract.</summary>
    public static bool IsCode(ColumnContract column, string text) => column.Codes is null || column.Codes.Contains(text, StringComparer.Ordinal);

    /// <summary>True when a number is within the contract's range. One that is not finite is not.</summary>
    public static bool IsInRange(ColumnContract column, double number) =>
        double.IsFinite(number) && !(number < column.Least) && !(number > column.Most);

    /// <summary>
    /// True when a date can be: not before the contract's first day and not long after the coverage. An end that may be empty can also be
    /// what systems write while something goes on; see <see cref="IsOpen"/>.
    /// </summary>
    public bool IsInRange(ColumnContract column, DateOnly day) =>
        !(day < column.Earliest) && (day.DayNumber <= _lastDay || IsOpen(column, day));

    /// <summary>True for no end at all, and for the first or last day of a year long after the coverage, which stands for none.</summary>
    public bool IsOpen(ColumnContract column, DateOnly? day) =>
        IsOpenEnd(column) && (day is not { } end || (end.DayNumber > _lastDay && end is ({ Month: 12, Day: 31 } or { Month: 1, Day: 1 })));

    /// <summary>Takes out the values of a batch that break a rule; an outcome counts their rows as unusable.</summary>
    public void LeaveOutMisfits(EventBatch batch)
    {
        foreach (var column in table.Columns.Where(c => batch.Has(c.Name)))
        {
            switch (column.Type)
            {
                case ColumnType.Text:
                    Normalise(column, batch.Text(column.Name));
                    break;
                case ColumnType.Date:
                    // Without its end a spell would be taken as open; one that ends before everything is left out.
                    DateOnly? none = IsOpenEnd(column) ? DateOnly.MinValue : null;
                    foreach (ref var day in batch.Dates(column.Name).AsSpan())
                        day = day is { } known && !IsInRange(column, known) ? none : day;
                    break;
                default:
                    LeaveOutNumbers(column, batch);
                    break;
            }
        }
    }

    private static bool IsOpenEnd(ColumnContract column) => column is { NotBefore: not null, Required: false };

    private static void LeaveOutNumbers(ColumnContract column, EventBatch batch)
    {
        var bounds = column.AtMost is { } other && batch.Has(other) ? batch.Amounts(other) : null;
        if (column.Type == ColumnType.Whole)
            LeaveOut(column, batch.Whole(column.Name), bounds, static v => v);
        else
            LeaveOut(column, batch.Amounts(column.Name), bounds, static v => v);
    }

    private static void LeaveOut<T>(ColumnContract column, T?[] values, double?[]? bounds, Func<T, double> number)
        where T : struct
    {
        for (var row = 0; row < values.Length; row++)
            if (values[row] is { } value && (!IsInRange(column, number(value)) || number(value) > bounds?[row]))
                values[row] = null;
    }

    private static string? Normal(ColumnContract column, string? text)
    {
        var clean = DeliveredText.Clean(text);
        return clean is null || column.Codes is null ? clean : column.Codes.FirstOrDefault(code => string.Equals(code, clean, StringComparison.OrdinalIgnoreCase)) ?? clean;
    }
}
