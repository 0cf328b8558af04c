using TfPipeline.Core.Panel.Contracts;
using TfPipeline.Core.Panel.Deliveries;

namespace TfPipeline.Core.Panel.Building;

/// <summary>
/// Gathers one outcome from the rows of its table. Rows come in any order and any batches: what is kept (bits, whole sums, the
/// least of something, a set of days) does not depend on either.
/// </summary>
internal abstract class OutcomeCollector(CollectorContext context)
{
    private static readonly int Windows = PanelWindow.All.Count;

    protected CollectorContext Context => context;

    /// <summary>Columns that the rule reads, beside those of its where.</summary>
    protected abstract IEnumerable<string?> RuleColumns { get; }

    /// <summary>Every column that is read.</summary>
    public IEnumerable<string> Columns => RuleColumns.OfType<string>().Concat(context.Outcome.Rule.Where?.Keys ?? []);

    /// <summary>Rows of linked people that could not be used: a date is missing, or a spell ends before it starts.</summary>
    public long Unusable { get; protected set; }

    public static OutcomeCollector Create(CollectorContext context) => context.Outcome.Rule switch
    {
        { Kind: OutcomeRuleKind.Event } => new EventCollector(context),
        { Kind: OutcomeRuleKind.Spell, Measure: SpellMeasure.Any } => new SpellCollector(context),
        { Kind: OutcomeRuleKind.Spell } => new SpellDaysCollector(context),
        { Kind: OutcomeRuleKind.Share } => new ShareCollector(context),
        _ => new FirstResultCollector(context),
    };

    /// <summary>Takes the rows of linked people from a batch.</summary>
    /// <param name="batch">A row group.</param>
    /// <param name="rows">Rows of linked people.</param>
    /// <param name="people">The person of each of those rows.</param>
    public void Collect(EventBatch batch, ReadOnlySpan<int> rows, ReadOnlySpan<int> people)
    {
        var where = context.Outcome.Rule.Where?.Select(w => (batch.Text(w.Key), w.Value)).ToArray() ?? [];
        Bind(batch);
        for (var i = 0; i < rows.Length; i++)
            if (IsWanted(where, rows[i]))
                Add(rows[i], people[i]);
    }

    /// <summary>The outcome as columns, once all rows were taken.</summary>
    /// <param name="links">Everyone's standing to the department.</param>
    public OutcomePanel Finish(PersonLink[] links, OutcomeDefinition definition)
    {
        Complete();
        var columns = new List<OutcomeColumn>(Windows);
        for (var w = 0; w < Windows; w++)
            columns.Add(Column(w, links, definition));
        return new OutcomePanel(definition, columns);
    }

    /// <summary>Takes hold of a batch's columns.</summary>
    protected abstract void Bind(EventBatch batch);

    /// <summary>Takes one row.</summary>
    protected abstract void Add(int row, int person);

    /// <summary>The value of a linked person, or null when there is nothing to measure by.</summary>
    protected abstract double? Value(int person, int window);

    /// <summary>Called once before values are asked for.</summary>
    protected virtual void Complete()
    {
    }

    private static bool IsWanted((string?[] Column, IReadOnlyList<string> Values)[] where, int row)
    {
        foreach (var (column, values) in where)
            if (column[row] is not { } value || !values.Contains(value, StringComparer.Ordinal))
                return false;
        return true;
    }

    private OutcomeColumn Column(int window, PersonLink[] links, OutcomeDefinition definition)
    {
        var values = new double[links.Length];
        var states = new OutcomeState[links.Length];
        for (var person = 0; person < links.Length; person++)
            (values[person], states[person]) = Cell(person, window, links[person], definition);
        return new OutcomeColumn(PanelWindow.All[window], values, states);
    }

    // Age first, then coverage, then the link: a window that is missing for everyone is not made up for those without a record.
    private (double Value, OutcomeState State) Cell(int person, int window, PersonLink link, OutcomeDefinition definition)
    {
        int from = context.Days.From(person, window), until = context.Days.Until(person, window);
        if (!Ages.OnAnyDay(context.Cohort.DateOfBirth[person], DateOnly.FromDayNumber(from), DateOnly.FromDayNumber(until), definition.AgeFrom, definition.AgeTo))
            return (double.NaN, OutcomeState.OutOfScope);
        if (from < context.Coverage.From.DayNumber || until - 1 > context.Coverage.To.DayNumber)
            return (double.NaN, OutcomeState.Missing);
        if (!link.HasRecord())
            return (definition.Unlinked == OutcomeState.Assumed ? 0 : double.NaN, definition.Unlinked);
        return Value(person, window) is { } value ? (value, OutcomeState.Measured) : (double.NaN, OutcomeState.Missing);
    }
}
