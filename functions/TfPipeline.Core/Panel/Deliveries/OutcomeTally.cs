using TfPipeline.Core.Panel.Contracts;
using TfPipeline.Evaluation.Panels;

namespace TfPipeline.Core.Panel.Deliveries;

/// <summary>Counts the rows of one outcome by month and by year while a table is read, for gaps in the coverage and for the profile.</summary>
internal sealed class OutcomeTally
{
    private const double DaysPerYear = 365.25;
    private const double Thousand = 1000;

    private readonly OutcomeContract _outcome;
    private readonly ColumnContract _anchor;
    private readonly OutcomeCoverage _coverage;
    private readonly Dictionary<int, Sums> _years = [];
    private Sums _whole;

    public OutcomeTally(OutcomeContract outcome, TableContract table, OutcomeCoverage coverage)
    {
        (_outcome, _coverage) = (outcome, coverage);
        _anchor = table.Find(outcome.Rule.Date ?? outcome.Rule.From)!;
    }

    public string Code => _outcome.Code;

    /// <summary>The date column that rows are placed by.</summary>
    public string Anchor => _anchor.Name;

    /// <summary>The column whose codes the outcome counts; null where it counts every row.</summary>
    public string? Where => _outcome.Rule.Where?.Keys.FirstOrDefault();

    /// <summary>All rows that have a date.</summary>
    public TableMonths All { get; } = new();

    /// <summary>Rows that the outcome counts.</summary>
    public TableMonths Wanted { get; } = new();

    public void Add(EventBatch batch, TableRules rules)
    {
        if (!batch.Has(Anchor) || _outcome.Rule.Where?.Keys.All(batch.Has) == false)
            return;
        var days = batch.Dates(Anchor);
        var where = _outcome.Rule.Where?.Select(w => (Column: batch.Text(w.Key), w.Value)).ToArray() ?? [];
        var measure = Measure(batch);
        for (var row = 0; row < days.Length; row++)
        {
            if (days[row] is not { } day || !rules.IsInRange(_anchor, day))
                continue;
            All.Add(day);
            if (!Array.TrueForAll(where, w => w.Column[row] is { } text && w.Value.Contains(text, StringComparer.Ordinal)))
                continue;
            Wanted.Add(day);
            measure(row, day);
        }
    }

    /// <summary>The outcome's part of the profile.</summary>
    public OutcomeProfile Profile(long records)
    {
        var years = Enumerable.Range(_coverage.From.Year, Math.Max(0, _coverage.To.Year - _coverage.From.Year + 1))
            .Where(y => new DateOnly(y, 1, 1) >= _coverage.From && new DateOnly(y, 12, 31) <= _coverage.To)
            .Select(y => new YearRate(y, Rate(_years.GetValueOrDefault(y), records, DateTime.IsLeapYear(y) ? 366 : 365, isYear: true)));
        return new OutcomeProfile(Code, Rate(_whole, records, _coverage.To.DayNumber - _coverage.From.DayNumber + 1, isYear: false), [.. years]);
    }

    // Registers that begin with their coverage fill up over years, so that spells of a year are counted by their first day, like events.
    private OutcomeRate Rate(Sums sums, long records, int days, bool isYear)
    {
        var kind = isYear && _outcome.Rule.Kind == OutcomeRuleKind.Spell ? OutcomeRuleKind.Event : _outcome.Rule.Kind;
        var (exposure, amount) = kind switch
        {
            OutcomeRuleKind.Event => (records * (days / DaysPerYear) / Thousand, sums.Rows),
            OutcomeRuleKind.Spell => (records * (double)days / Thousand, sums.Amount),
            OutcomeRuleKind.Share => (sums.Of / Thousand, sums.Rows),
            _ => (sums.Rows, sums.Amount),
        };
        return new OutcomeRate(sums.Rows, exposure, exposure > 0 ? amount / exposure : 0);
    }

    // What a row adds, by kind of rule; nothing where a column that it needs cannot be read, which is a finding of its own.
    private Action<int, DateOnly> Measure(EventBatch batch)
    {
        var rule = _outcome.Rule;
        switch (rule.Kind)
        {
            case OutcomeRuleKind.Spell when batch.Has(rule.To!):
                var ends = batch.Dates(rule.To!);
                return (row, from) => AddSpell(from, ends[row]);
            case OutcomeRuleKind.Share when batch.Has(rule.Numerator!) && batch.Has(rule.Denominator!):
                var (above, below) = (batch.Whole(rule.Numerator!), batch.Whole(rule.Denominator!));
                return (row, day) => AddShare(day, above[row], below[row]);
            case OutcomeRuleKind.FirstResult when batch.Has(rule.Value!):
                var values = batch.Amounts(rule.Value!);
                return (row, day) =>
                {
                    if (values[row] is { } value && double.IsFinite(value))
                        Add(day, 1, value, 1);
                };
            case OutcomeRuleKind.Event:
                return (_, day) => Add(day, 1, 0, 0);
            default:
                return static (_, _) => { };
        }
    }

    private void AddShare(DateOnly day, long? above, long? below)
    {
        if (above is { } missed && below is > 0)
            Add(day, missed >= _outcome.Rule.AtLeast!.Value * below.Value ? 1 : 0, 0, 1);
    }

    private void AddSpell(DateOnly from, DateOnly? end)
    {
        if (end < from)
            return;
        var first = from > _coverage.From ? from : _coverage.From;
        var last = end is { } to && to < _coverage.To ? to : _coverage.To;
        if (first > last)
            return;
        _whole = _whole.With(1, last.DayNumber - first.DayNumber + 1, 0);
        if (from >= _coverage.From)
            _years[from.Year] = _years.GetValueOrDefault(from.Year).With(1, 0, 0);
    }

    private void Add(DateOnly day, long rows, double amount, long of)
    {
        if (day < _coverage.From || day > _coverage.To)
            return;
        _whole = _whole.With(rows, amount, of);
        _years[day.Year] = _years.GetValueOrDefault(day.Year).With(rows, amount, of);
    }

    private readonly record struct Sums(long Rows, double Amount, long Of)
    {
        public Sums With(long rows, double amount, long of) => new(Rows + rows, Amount + amount, Of + of);
    }
}
