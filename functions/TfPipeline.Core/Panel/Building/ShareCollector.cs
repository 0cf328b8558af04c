using TfPipeline.Core.Panel.Deliveries;
using TfPipeline.Evaluation.Panels;

namespace TfPipeline.Core.Panel.Building;

/// <summary>Sums above and below the line per subject and window; whole numbers, so the order of rows cannot matter.</summary>
internal sealed class ShareCollector(CollectorContext context) : OutcomeCollector(context)
{
    private readonly long[] _above = new long[context.Subjects.Count * PanelWindow.All.Count];
    private readonly long[] _below = new long[context.Subjects.Count * PanelWindow.All.Count];
    private DateOnly?[] _from = [];
    private DateOnly?[] _to = [];
    private long?[] _numerator = [];
    private long?[] _denominator = [];

    protected override IEnumerable<string?> RuleColumns =>
        [Context.Outcome.Rule.From, Context.Outcome.Rule.To, Context.Outcome.Rule.Numerator, Context.Outcome.Rule.Denominator];

    protected override void Bind(EventBatch batch)
    {
        _from = batch.Dates(Context.Outcome.Rule.From!);
        _to = batch.Dates(Context.Outcome.Rule.To!);
        _numerator = batch.Whole(Context.Outcome.Rule.Numerator!);
        _denominator = batch.Whole(Context.Outcome.Rule.Denominator!);
    }

    protected override void Add(int row, int subject)
    {
        if (_from[row] is not { } from || _to[row] is not { } to || to < from || _numerator[row] is not { } above || _denominator[row] is not { } below)
        {
            Reject(subject);
            return;
        }

        // Of an even number of days, the earlier of the two in the middle.
        var middle = from.DayNumber + ((to.DayNumber - from.DayNumber) / 2);
        for (var w = 0; w < PanelWindow.All.Count; w++)
        {
            if (!Context.Subjects.Holds(subject, w, middle))
                continue;
            _above[(subject * PanelWindow.All.Count) + w] += above;
            _below[(subject * PanelWindow.All.Count) + w] += below;
        }
    }

    protected override double? Value(int subject, int window)
    {
        var below = _below[(subject * PanelWindow.All.Count) + window];
        // In decimal: exactly a tenth counts as a tenth.
        return below <= 0 ? null : _above[(subject * PanelWindow.All.Count) + window] >= Context.Outcome.Rule.AtLeast!.Value * below ? 1 : 0;
    }
}
