using TfPipeline.Evaluation.Panels;

namespace TfPipeline.Synthetic;

/// <summary>Offences and what came of them.</summary>
internal sealed class OffencesDepartment : Department
{
    private const double JuvenileMonthly = 0.0102;
    private const double AdultMonthly = 0.0078;
    private const string Published = "published: convictions and custody within 24 months";
    private const string NotPublished = "assumption: no published figure, so no effect is planted";

    private static readonly DateOnly First = new(2012, 1, 1);
    private static readonly DateOnly Extracted = new(2020, 9, 30);
    private static readonly DateOnly LastCovered = new(2019, 9, 30);

    private enum Disposal : byte
    {
        None,
        NoFurtherAction,
        Caution,
        Conviction,
        Custody,
    }

    public override string Code => "offences";

    public override IReadOnlyList<TableLayout> Tables { get; } =
    [
        new("events", new("record_id", ColumnKind.Text), new("offence_date", ColumnKind.Date), new("disposal_date", ColumnKind.Date), new("disposal", ColumnKind.Text)),
    ];

    public override IReadOnlyList<PlantedOutcome> Outcomes { get; } =
    [
        Planted("juvenile_conviction", 10, 17, -0.15, Published, Disposal.Conviction, Disposal.Custody),
        Planted("juvenile_custody", 10, 17, -0.38, Published, Disposal.Custody),
        Planted("juvenile_caution", 10, 17, 0, NotPublished, Disposal.Caution),
        Planted("adult_conviction", 18, null, 0, NotPublished, Disposal.Conviction, Disposal.Custody),
        Planted("adult_custody", 18, null, -0.25, Published, Disposal.Custody),
        Planted("adult_caution", 18, null, 0, NotPublished, Disposal.Caution),
    ];

    // A disposal follows its offence by up to ten months, so offences near the end of the extract are not all counted yet.
    public override IReadOnlyList<OutcomeCoverage> Coverage => [.. Outcomes.Select(o => new OutcomeCoverage(o.Code, First, LastCovered))];

    public override (DateOnly From, DateOnly To) OutsiderBirths => (new(1960, 1, 1), new(2007, 12, 31));

    // Nobody below ten has a record; children who turn ten within the extract may.
    public override bool CouldHold(SyntheticPerson person) => Ages.On(person.Born, Extracted) >= 10;

    public override History? Draw(SyntheticPerson person, bool held, ref Rng rng)
    {
        if (!held)
            return null;
        var flags = person.Family.Flags;
        // Some people offend far more than others; on average the factor is 1.
        var frailty = rng.Chance(0.12) ? 4.5 : 0.5227;
        var rate = frailty * (flags[0] ? 1.5 : 0.6) * (flags[4] ? 1.15 : 0.95) * (person.Sex == 'M' ? 1.45 : 0.6);
        var offences = new List<Offence>();
        for (var month = First; month <= Extracted; month = month.AddMonths(1))
        {
            var age = Ages.On(person.Born, month);
            if (age >= 10 && rng.Chance(rate * Monthly(age)))
                offences.Add(DrawOffence(person.Born, month.AddDays(rng.Next(28)), ref rng));
        }

        return new OffenceHistory(offences);
    }

    public override History DrawOutsider(DateOnly born, ref Rng rng)
    {
        var offences = new List<Offence>();
        var from = born.AddYears(10) is var ten && ten > First ? ten : First;
        for (var n = 1 + rng.Next(3); n > 0 && from < Extracted; n--)
            offences.Add(DrawOffence(born, rng.Date(from, Extracted.AddDays(-1)), ref rng));
        return new OffenceHistory(offences);
    }

    public override void Write(string record, History history, DateOnly treatedFrom, IReadOnlyList<TableBuffer> tables)
    {
        foreach (var offence in ((OffenceHistory)history).Offences)
        {
            var disposal = offence.Date >= treatedFrom ? offence.Treated : offence.Untreated;
            if (disposal == Disposal.None || offence.DisposalDate > Extracted)
                continue;
            var row = tables[0];
            row.Text(0, record);
            row.Date(1, offence.Date);
            row.Date(2, offence.DisposalDate);
            row.Text(3, Name(disposal));
        }
    }

    private static double Monthly(int age) => age switch
    {
        < 13 => JuvenileMonthly * 0.2,
        < 15 => JuvenileMonthly * 0.7,
        < 18 => JuvenileMonthly * 1.5,
        < 25 => AdultMonthly * 1.8,
        < 35 => AdultMonthly * 1.1,
        _ => AdultMonthly * 0.5,
    };

    private static Offence DrawOffence(DateOnly born, DateOnly date, ref Rng rng)
    {
        var juvenile = Ages.On(born, date) < 18;
        var untreated = DrawDisposal(juvenile, rng.NextUnit());
        var treated = WithProgramme(untreated, juvenile, rng.NextUnit());
        return new Offence(date, date.AddDays(rng.Between(20, 300)), untreated, treated);
    }

    private static Disposal DrawDisposal(bool juvenile, double u) => juvenile
        ? u switch { < 0.38 => Disposal.Caution, < 0.76 => Disposal.Conviction, < 0.83 => Disposal.Custody, _ => Disposal.NoFurtherAction }
        : u switch { < 0.20 => Disposal.Caution, < 0.63 => Disposal.Conviction, < 0.77 => Disposal.Custody, _ => Disposal.NoFurtherAction };

    // Juvenile: 15 % of convictions do not happen, and of the custodial ones that do, enough become non-custodial that 38 % are gone.
    // Adult: a quarter of custodial sentences become non-custodial convictions.
    private static Disposal WithProgramme(Disposal untreated, bool juvenile, double u) => (untreated, juvenile) switch
    {
        (Disposal.Conviction, true) => u < 0.15 ? Disposal.None : Disposal.Conviction,
        (Disposal.Custody, true) => u < 0.15 ? Disposal.None : u < 0.38 ? Disposal.Conviction : Disposal.Custody,
        (Disposal.Custody, false) => u < 0.25 ? Disposal.Conviction : Disposal.Custody,
        _ => untreated,
    };

    private static string Name(Disposal disposal) => disposal switch
    {
        Disposal.Caution => "caution",
        Disposal.Conviction => "conviction",
        Disposal.Custody => "custody",
        _ => "no_further_action",
    };

    private static PlantedOutcome Planted(string code, int from, int? to, double relative, string source, params Disposal[] counted) =>
        new(code, from, to, relative, source, CountsAbsentAsZero: true, (person, history, start, until, treated) =>
            history is OffenceHistory h && h.Offences.Exists(o =>
                o.Date >= start && o.Date < until
                && Ages.On(person.Born, o.Date) is var age && age >= from && (to is null || age <= to)
                && Array.IndexOf(counted, treated ? o.Treated : o.Untreated) >= 0) ? 1 : 0);

    private sealed record Offence(DateOnly Date, DateOnly DisposalDate, Disposal Untreated, Disposal Treated);

    private sealed class OffenceHistory(List<Offence> offences) : History
    {
        public List<Offence> Offences => offences;
    }
}
