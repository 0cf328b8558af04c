using TfPipeline.Evaluation.Panels;

namespace TfPipeline.Synthetic;

/// <summary>One spell with or without the programme.</summary>
/// <param name="Table">Number of the extract's table.</param>
/// <param name="Kind">What the table's kind column says, where it has one.</param>
/// <param name="Start">First day.</param>
/// <param name="End">Last day; null while it goes on.</param>
/// <param name="Untreated">True when it happens without the programme.</param>
/// <param name="Treated">True when it happens on the programme, if it starts on or after the index date.</param>
internal readonly record struct Spell(int Table, string? Kind, DateOnly Start, DateOnly? End, bool Untreated, bool Treated)
{
    public bool Happens(DateOnly treatedFrom) => Start >= treatedFrom ? Treated : Untreated;
}

/// <summary>A person's spells in one department.</summary>
internal sealed class SpellHistory(List<Spell> spells) : History
{
    public List<Spell> Spells => spells;

    /// <summary>Whether a spell touches the days from … until, at an age in scope.</summary>
    public static OutcomeValue Any(int table, int youngest, int oldest, params string[] kinds) => (person, history, from, until, treated) =>
    {
        if (history is not SpellHistory known)
            return 0;
        var treatedFrom = treated ? person.Family.Index : DateOnly.MaxValue;
        foreach (var spell in known.Spells)
        {
            if (spell.Table != table || !spell.Happens(treatedFrom) || (kinds.Length > 0 && Array.IndexOf(kinds, spell.Kind) < 0))
                continue;
            var first = spell.Start > from ? spell.Start : from;
            var end = spell.End is { } last && last < until ? last.AddDays(1) : until;
            if (Ages.OnAnyDay(person.Born, first, end, youngest, oldest))
                return 1;
        }

        return 0;
    };

    /// <summary>Writes the spells that happened: record, kind where the table has one, first and last day.</summary>
    public void Write(string record, DateOnly treatedFrom, DateOnly extracted, IReadOnlyList<TableBuffer> tables)
    {
        foreach (var spell in spells)
        {
            if (!spell.Happens(treatedFrom) || spell.Start > extracted)
                continue;
            var row = tables[spell.Table];
            var column = 0;
            row.Text(column++, record);
            if (spell.Kind is not null)
                row.Text(column++, spell.Kind);
            row.Date(column++, spell.Start);
            row.Date(column, spell.End > extracted ? null : spell.End);
        }
    }
}
