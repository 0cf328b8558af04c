using TfPipeline.Core.Panel.Contracts;

namespace TfPipeline.Core.Panel.Deliveries;

/// <summary>Counts the codes of one column by calendar year of the table's first required date, within what is covered for any outcome of the table.</summary>
internal sealed class CodeTally(TableContract table, ColumnContract column, DateOnly from, DateOnly to)
{
    private readonly string? _day = table.Columns.FirstOrDefault(c => c is { Type: ColumnType.Date, Required: true })?.Name;
    private readonly SortedDictionary<int, long[]> _years = [];

    public void Add(EventBatch batch)
    {
        if (_day is null || !batch.Has(_day) || !batch.Has(column.Name))
            return;
        var (days, texts) = (batch.Dates(_day), batch.Text(column.Name));
        var (last, code) = ((string?)null, -1);
        for (var row = 0; row < texts.Length; row++)
        {
            if (!ReferenceEquals(texts[row], last))
                (last, code) = (texts[row], IndexOf(texts[row]));
            if (code < 0 || days[row] is not { } day || day < from || day > to)
                continue;
            if (!_years.TryGetValue(day.Year, out var rows))
                _years.Add(day.Year, rows = new long[column.Codes!.Count]);
            rows[code]++;
        }
    }

    public CodeProfile Profile() => new(table.Name, column.Name, [.. _years.Select(y => new YearCodes(y.Key, y.Value))]);

    private int IndexOf(string? text)
    {
        for (var i = 0; text is not null && i < column.Codes!.Count; i++)
            if (string.Equals(column.Codes[i], text, StringComparison.Ordinal))
                return i;
        return -1;
    }
}
