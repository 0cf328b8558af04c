namespace TfPipeline.Synthetic;

/// <summary>Out-of-work benefits.</summary>
internal sealed class BenefitsDepartment : WorkDepartment
{
    private const double JobseekerPrevented = 0.13;

    public override string Code => "benefits";

    public override IReadOnlyList<TableLayout> Tables { get; } =
    [
        new("spells", new("record_id", ColumnKind.Text), new("benefit", ColumnKind.Text), new("start_date", ColumnKind.Date), new("end_date", ColumnKind.Date)),
    ];

    public override IReadOnlyList<PlantedOutcome> Outcomes { get; } =
    [
        new("out_of_work_benefit", YoungestAge, OldestAge, -0.03, "follows from fewer jobseeker claims", true, SpellHistory.Any(0, YoungestAge, OldestAge)),
        new("jobseeker_claim", YoungestAge, OldestAge, -0.11, "reported as about -11 %, source not found", true, SpellHistory.Any(0, YoungestAge, OldestAge, "jsa")),
    ];

    protected override int LongestGap => 70;

    protected override int LongestSpell => 30;

    protected override double Prone(SyntheticPerson person, ref Rng rng) =>
        (person.Family.Flags[3] ? 1.5 : 0.6) * (person.Family.Flags[5] ? 1.15 : 0.9) * (rng.Chance(0.3) ? 1.8 : 0.7);

    protected override (string? Kind, bool Treated) DrawKind(ref Rng rng) => rng.NextUnit() switch
    {
        < 0.35 => ("jsa", !rng.Chance(JobseekerPrevented)),
        < 0.65 => ("esa", true),
        < 0.80 => ("income_support", true),
        _ => ("universal_credit_out_of_work", true),
    };
}
