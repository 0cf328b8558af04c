using TfPipeline.Evaluation.Panels;

namespace TfPipeline.Synthetic;

/// <summary>Children in need, on a protection plan, looked after.</summary>
internal sealed class SocialCareDepartment : Department
{
    private const int InNeed = 0;
    private const int Plan = 1;
    private const int LookedAfter = 2;
    private const int OldestAge = 17;

    private static readonly DateOnly First = new(2012, 4, 1);
    private static readonly DateOnly Last = new(2020, 3, 31);

    // Monthly chance of a new spell, and its shortest and longest length in months.
    private static readonly (double Monthly, int Shortest, int Longest, double Prevented)[] Kinds =
    [
        (0.030, 2, 12, 0.15),
        (0.0046, 4, 15, 0),
        (0.00135, 3, 30, 0.38),
    ];

    public override string Code => "childrens-social-care";

    public override bool HasUpn => true;

    public override IReadOnlyList<TableLayout> Tables { get; } =
    [
        new("in_need", new("record_id", ColumnKind.Text), new("referral_date", ColumnKind.Date), new("closure_date", ColumnKind.Date)),
        new("protection_plans", new("record_id", ColumnKind.Text), new("start_date", ColumnKind.Date), new("end_date", ColumnKind.Date)),
        new("looked_after", new("record_id", ColumnKind.Text), new("start_date", ColumnKind.Date), new("end_date", ColumnKind.Date)),
    ];

    public override IReadOnlyList<PlantedOutcome> Outcomes { get; } =
    [
        new("child_in_need", 0, OldestAge, -0.13, "published, unmatched: 36.4 % to 31.7 % between 6 and 12 months after the start", true, SpellHistory.Any(InNeed, 0, OldestAge)),
        new("child_protection_plan", 0, OldestAge, 0, "published: adverse in months 7-12 and 13-18, none in 19-24; the size is an assumption", true, SpellHistory.Any(Plan, 0, OldestAge)),
        new("looked_after_child", 0, OldestAge, -0.32, "published: 2.5 % to 1.7 % in months 19-24", true, SpellHistory.Any(LookedAfter, 0, OldestAge)),
    ];

    public override IReadOnlyList<OutcomeCoverage> Coverage => [.. Outcomes.Select(o => new OutcomeCoverage(o.Code, First, Last))];

    public override (DateOnly From, DateOnly To) OutsiderBirths => (new(1996, 1, 1), new(2018, 12, 31));

    public override bool CouldHold(SyntheticPerson person) => person.Born > First.AddYears(-OldestAge - 1);

    public override History? Draw(SyntheticPerson person, bool held, ref Rng rng)
    {
        if (!held)
            return null;
        var flags = person.Family.Flags;
        var rate = (flags[2] ? 1.5 : 0.55) * (flags[4] ? 1.2 : 0.9) * (rng.Chance(0.25) ? 2.2 : 0.6);
        var spells = new List<Spell>();
        for (var kind = 0; kind < Kinds.Length; kind++)
            DrawKind(spells, kind, person.Born, rate, ref rng);
        // The programme finds more children at risk in its first year: some plans that would not be made without it.
        if (rng.Chance(Math.Min(0.5, 0.014 * rate)))
            Add(spells, Plan, person.Born, person.Family.Index.AddMonths(rng.Between(5, 11)), rng.Between(3, 6), false, true);
        return new SpellHistory(spells);
    }

    public override History DrawOutsider(DateOnly born, ref Rng rng)
    {
        var spells = new List<Spell>();
        var kind = rng.NextUnit() switch { < 0.8 => InNeed, < 0.92 => Plan, _ => LookedAfter };
        Add(spells, kind, born, rng.Date(First, Last), rng.Between(Kinds[kind].Shortest, Kinds[kind].Longest), true, true);
        return new SpellHistory(spells);
    }

    public override void Write(string record, History history, DateOnly treatedFrom, IReadOnlyList<TableBuffer> tables) =>
        ((SpellHistory)history).Write(record, treatedFrom, Last, tables);

    private static void DrawKind(List<Spell> spells, int kind, DateOnly born, double rate, ref Rng rng)
    {
        var (monthly, shortest, longest, prevented) = Kinds[kind];
        for (var month = First; month <= Last; month = month.AddMonths(1))
        {
            if (!rng.Chance(rate * monthly))
                continue;
            var length = rng.Between(shortest, longest);
            Add(spells, kind, born, month.AddDays(rng.Next(28)), length, true, !rng.Chance(prevented));
            month = month.AddMonths(length);
        }
    }

    // A spell ends at the latest with the day before the eighteenth birthday.
    private static void Add(List<Spell> spells, int table, DateOnly born, DateOnly start, int months, bool untreated, bool treated)
    {
        var grown = born.AddYears(OldestAge + 1);
        if (start < born || start >= grown || start > Last)
            return;
        var end = start.AddMonths(months);
        spells.Add(new Spell(table, null, start, end < grown ? end : grown.AddDays(-1), untreated, treated));
    }
}
