using TfPipeline.Evaluation.Panels;

namespace TfPipeline.Synthetic;

/// <summary>Spells of working age that come and go: what benefits and employment have in common.</summary>
internal abstract class WorkDepartment : Department
{
    protected const int YoungestAge = 16;
    protected const int OldestAge = 64;

    protected static readonly DateOnly First = new(2012, 1, 1);
    protected static readonly DateOnly Last = new(2020, 3, 31);

    public override bool HasNino => true;

    public override IReadOnlyList<OutcomeCoverage> Coverage => [.. Outcomes.Select(o => new OutcomeCoverage(o.Code, First, Last))];

    public override (DateOnly From, DateOnly To) OutsiderBirths => (new(1955, 1, 1), new(2003, 12, 31));

    public override bool CouldHold(SyntheticPerson person) => Ages.On(person.Born, Last) >= YoungestAge;

    public override History? Draw(SyntheticPerson person, bool held, ref Rng rng) =>
        held ? new SpellHistory(DrawSpells(person.Born, First, Prone(person, ref rng), ref rng)) : null;

    public override History DrawOutsider(DateOnly born, ref Rng rng)
    {
        var spells = DrawSpells(born, rng.Date(First, Last), 0.7, ref rng);
        return new SpellHistory(spells.Count > 2 ? spells[..2] : spells);
    }

    public override void Write(string record, History history, DateOnly treatedFrom, IReadOnlyList<TableBuffer> tables) =>
        ((SpellHistory)history).Write(record, treatedFrom, Last, tables);

    /// <summary>How much of the time a person is in a spell: 1 is usual.</summary>
    protected abstract double Prone(SyntheticPerson person, ref Rng rng);

    /// <summary>Longest gap between spells in months, for someone of the usual proneness.</summary>
    protected abstract int LongestGap { get; }

    /// <summary>Longest spell in months.</summary>
    protected abstract int LongestSpell { get; }

    /// <summary>One spell's kind and whether it happens on the programme.</summary>
    protected abstract (string? Kind, bool Treated) DrawKind(ref Rng rng);

    private List<Spell> DrawSpells(DateOnly born, DateOnly from, double prone, ref Rng rng)
    {
        var spells = new List<Spell>();
        var grown = born.AddYears(YoungestAge);
        var day = grown > from ? grown : from;
        var gap = Math.Max(2, (int)(LongestGap / prone));
        day = day.AddMonths(rng.Between(-LongestSpell / 2, gap));
        while (day <= Last)
        {
            var end = day.AddDays((rng.Between(1, LongestSpell) * 30) + rng.Next(30));
            var (kind, treated) = DrawKind(ref rng);
            if (end >= grown)
                spells.Add(new Spell(0, kind, day < grown ? grown : day, end > Last ? null : end, true, treated));
            day = end.AddDays(20 + rng.Next(gap * 30));
        }

        return spells;
    }
}
