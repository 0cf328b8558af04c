using TfPipeline.Evaluation.Panels;

namespace TfPipeline.Synthetic;

/// <summary>Results at the end of compulsory school.</summary>
internal sealed class SchoolAttainmentDepartment : Department
{
    private const double TopScore = 90;
    private static readonly DateOnly First = new(2012, 9, 1);
    private static readonly DateOnly Last = new(2019, 8, 31);

    public override string Code => "school-attainment";

    public override bool HasUpn => true;

    public override IReadOnlyList<TableLayout> Tables { get; } =
    [
        new("results", new("record_id", ColumnKind.Text), new("result_date", ColumnKind.Date), new("attainment_8", ColumnKind.Amount)),
    ];

    public override IReadOnlyList<PlantedOutcome> Outcomes { get; } =
    [
        new("attainment_8", 15, 16, 0, "assumption: no published figure, so no effect is planted", CountsAbsentAsZero: false, Score),
    ];

    public override IReadOnlyList<OutcomeCoverage> Coverage => [.. Outcomes.Select(o => new OutcomeCoverage(o.Code, First, Last))];

    public override (DateOnly From, DateOnly To) OutsiderBirths => (new(1996, 9, 1), new(2003, 8, 31));

    public override bool CouldHold(SyntheticPerson person) => ResultDay(person.Born) is var day && day >= First && day <= Last;

    public override History Draw(SyntheticPerson person, bool held, ref Rng rng) =>
        Result(person.Born, 40 - (person.Family.Flags[1] ? 7 : 0) - (person.Family.Flags[5] ? 2 : 0) + (person.Sex == 'F' ? 3 : 0), ref rng);

    public override History DrawOutsider(DateOnly born, ref Rng rng) => Result(born, 46, ref rng);

    public override void Write(string record, History history, DateOnly treatedFrom, IReadOnlyList<TableBuffer> tables)
    {
        var result = (ResultHistory)history;
        tables[0].Text(0, record);
        tables[0].Date(1, result.Day);
        tables[0].Amount(2, result.Score);
    }

    // Results come in the August after the school year in which someone turns sixteen.
    private static DateOnly ResultDay(DateOnly born) => new(born.Year + (born.Month >= 9 ? 17 : 16), 8, 22);

    private static ResultHistory Result(DateOnly born, double mean, ref Rng rng) =>
        new(ResultDay(born), Math.Round(Math.Clamp(mean + (16 * rng.NextBell()), 0, TopScore), 1, MidpointRounding.ToEven));

    private static double? Score(SyntheticPerson person, History? history, DateOnly from, DateOnly until, bool treated)
    {
        var result = (ResultHistory)history!;
        return result.Day >= from && result.Day < until ? result.Score : null;
    }

    private sealed class ResultHistory(DateOnly day, double score) : History
    {
        public DateOnly Day => day;

        public double Score => score;
    }
}
