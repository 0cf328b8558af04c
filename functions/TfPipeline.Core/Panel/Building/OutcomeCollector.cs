using TfPipeline.Core.Panel.Contracts;
using TfPipeline.Core.Panel.Deliveries;
using TfPipeline.Evaluation.Panels;

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
    public long Unusable { get; private set; }

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
    /// <param name="subjects">The subject of each of those rows.</param>
    public void Collect(EventBatch batch, ReadOnlySpan<int> rows, ReadOnlySpan<int> subjects)
    {
        var where = context.Outcome.Rule.Where?.Select(w => (batch.Text(w.Key), w.Value)).ToArray() ?? [];
        Bind(batch);
        for (var i = 0; i < rows.Length; i++)
            if (IsWanted(where, rows[i]))
                Add(rows[i], subjects[i]);
    }

    /// <summary>The outcome as columns, once all rows were taken.</summary>
    /// <param name="holders">Who has a record.</param>
    /// <param name="definition">The outcome in the panel's terms.</param>
    public OutcomePanel Finish(RecordHolders holders, OutcomeDefinition definition)
    {
        var subjects = context.Subjects;
        return new OutcomePanel(definition, Columns(0, subjects.People)) { Alternatives = Columns(subjects.People, subjects.Count) };

        List<OutcomeColumn> Columns(int first, int end) => [.. Enumerable.Range(0, Windows).Select(w => Column(w, first, end, holders, definition))];
    }

    /// <summary>Takes hold of a batch's columns.</summary>
    protected abstract void Bind(EventBatch batch);

    /// <summary>Takes one row.</summary>
    protected abstract void Add(int row, int subject);

    /// <summary>The value of a linked person, or null when there is nothing to measure by.</summary>
    protected abstract double? Value(int subject, int window);

    /// <summary>Counts a row that could not be used, once and not again for the alternatives.</summary>
    protected void Reject(int subject) => Unusable += subject < context.Subjects.People ? 1 : 0;

    private static bool IsWanted((string?[] Column, IReadOnlyList<string> Values)[] where, int row)
    {
        foreach (var (column, values) in where)
            if (column[row] is not { } value || !values.Contains(value, StringComparer.Ordinal))
                return false;
        return true;
    }

    private OutcomeColumn Column(int window, int first, int end, RecordHolders holders, OutcomeDefinition definition)
    {
        var values = new double[end - first];
        var states = new OutcomeState[end - first];
        for (var subject = first; subject < end; subject++)
            (values[subject - first], states[subject - first]) = Cell(subject, window, holders.HasRecord(subject), definition);
        return new OutcomeColumn(PanelWindow.All[window], values, states);
    }

    // Age first, then coverage, then the link: a window that is missing for everyone is not made up for those without a record.
    private (double Value, OutcomeState State) Cell(int subject, int window, bool hasRecord, OutcomeDefinition definition)
    {
        int from = context.Subjects.From(subject, window), until = context.Subjects.Until(subject, window);
        if (!Ages.OnAnyDay(context.Subjects.DateOfBirth(subject), DateOnly.FromDayNumber(from), DateOnly.FromDayNumber(until), definition.AgeFrom, definition.AgeTo))
            return (double.NaN, OutcomeState.OutOfScope);
        if (from < context.Coverage.From.DayNumber || until - 1 > context.Coverage.To.DayNumber)
            return (double.NaN, OutcomeState.Missing);
        if (!hasRecord)
            return (definition.Unlinked == OutcomeState.Assumed ? 0 : double.NaN, definition.Unlinked);
        return Value(subject, window) is { } value ? (value, OutcomeState.Measured) : (double.NaN, OutcomeState.Missing);
    }
}
