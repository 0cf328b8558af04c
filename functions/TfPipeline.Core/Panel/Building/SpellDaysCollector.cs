using System.Numerics;
using TfPipeline.Core.Panel.Deliveries;
using TfPipeline.Evaluation.Panels;

namespace TfPipeline.Core.Panel.Building;

/// <summary>
/// Days of the window in at least one spell. A bit per day from the first window to the last, so that a day in two overlapping spells
/// counts once and memory grows with the people who have a spell (about 200 bytes each), not with the spells.
/// </summary>
internal sealed class SpellDaysCollector(CollectorContext context) : OutcomeCollector(context)
{
    private const int BitsPerWord = 64;

    private static readonly int FirstWindow = IndexOf(PanelWindow.EarlierBaseline);
    private static readonly int LastWindow = IndexOf(PanelWindow.Cumulative);

    private readonly ulong[]?[] _days = new ulong[]?[context.Subjects.Count];
    private readonly SpellRows _rows = new(context);

    protected override IEnumerable<string?> RuleColumns => _rows.Columns;

    protected override void Bind(EventBatch batch) => _rows.Bind(batch);

    protected override void Add(int row, int subject)
    {
        if (_rows.Read(row) is not { } spell)
        {
            Reject(subject);
            return;
        }

        var first = Context.Subjects.From(subject, FirstWindow);
        var length = Context.Subjects.Until(subject, LastWindow) - first;
        var (from, until) = (Math.Max(0, spell.From - first), Math.Min(length, spell.Until - first));
        if (from >= until)
            return;
        var days = _days[subject] ??= new ulong[(length + BitsPerWord - 1) / BitsPerWord];
        for (var word = from / BitsPerWord; word * BitsPerWord < until; word++)
            days[word] |= Mask(word, from, until);
    }

    protected override double? Value(int subject, int window)
    {
        if (_days[subject] is not { } days)
            return 0;
        var first = Context.Subjects.From(subject, FirstWindow);
        var (from, until) = (Context.Subjects.From(subject, window) - first, Context.Subjects.Until(subject, window) - first);
        var count = 0;
        for (var word = from / BitsPerWord; word * BitsPerWord < until; word++)
            count += BitOperations.PopCount(days[word] & Mask(word, from, until));
        return count;
    }

    /// <summary>The bits of a word that stand for days of a range.</summary>
    private static ulong Mask(int word, int from, int until)
    {
        var (low, high) = (Math.Max(0, from - (word * BitsPerWord)), Math.Min(BitsPerWord, until - (word * BitsPerWord)));
        return (ulong.MaxValue >> (BitsPerWord - high)) & (ulong.MaxValue << low);
    }

    private static int IndexOf(PanelWindow window) => Enumerable.Range(0, PanelWindow.All.Count).First(w => PanelWindow.All[w] == window);
}
