namespace TfPipeline.Synthetic;

/// <summary>Employment as employers report it.</summary>
internal sealed class EmploymentDepartment : WorkDepartment
{
    public override string Code => "employment";

    public override IReadOnlyList<TableLayout> Tables { get; } =
    [
        new("spells", new("record_id", ColumnKind.Text), new("start_date", ColumnKind.Date), new("end_date", ColumnKind.Date)),
    ];

    public override IReadOnlyList<PlantedOutcome> Outcomes { get; } =
    [
        new("employed", YoungestAge, OldestAge, 0, "assumption: no published figure, so no effect is planted", true, SpellHistory.Any(0, YoungestAge, OldestAge)),
    ];

    protected override int LongestGap => 60;

    protected override int LongestSpell => 40;

    protected override double Prone(SyntheticPerson person, ref Rng rng) => (person.Family.Flags[3] ? 0.7 : 1.6) * (rng.Chance(0.3) ? 0.4 : 1.3);

    protected override (string? Kind, bool Treated) DrawKind(ref Rng rng) => (null, true);
}
