using TfPipeline.Evaluation.Panels;

namespace TfPipeline.Synthetic;

/// <summary>School terms with their sessions, and exclusions.</summary>
internal sealed class SchoolAttendanceDepartment : Department
{
    // Of absent sessions after the index date, this share is attended instead.
    private const double Recovered = 0.03;
    private const string NotPublished = "assumption: no published figure";

    private static readonly DateOnly First = new(2012, 9, 1);
    private static readonly DateOnly Last = new(2019, 7, 31);
    private static readonly Term[] Terms = [.. AllTerms()];

    public override string Code => "school-attendance";

    public override bool HasUpn => true;

    public override IReadOnlyList<TableLayout> Tables { get; } =
    [
        new("sessions", new("record_id", ColumnKind.Text), new("term_start", ColumnKind.Date), new("term_end", ColumnKind.Date), new("sessions_possible", ColumnKind.Whole), new("sessions_absent", ColumnKind.Whole)),
        new("exclusions", new("record_id", ColumnKind.Text), new("start_date", ColumnKind.Date), new("category", ColumnKind.Text)),
    ];

    public override IReadOnlyList<PlantedOutcome> Outcomes { get; } =
    [
        new("persistent_absence", 5, 15, -Recovered, NotPublished + "; 3 % of absent sessions are attended instead", CountsAbsentAsZero: false, PersistentAbsence),
        new("exclusion", 5, 15, 0, NotPublished + ", so no effect is planted", CountsAbsentAsZero: false, Exclusion),
    ];

    public override IReadOnlyList<OutcomeCoverage> Coverage => [.. Outcomes.Select(o => new OutcomeCoverage(o.Code, First, Last))];

    public override (DateOnly From, DateOnly To) OutsiderBirths => (new(1998, 9, 1), new(2012, 8, 31));

    public override bool CouldHold(SyntheticPerson person) => Terms.Any(t => IsPupil(person.Born, t));

    public override History Draw(SyntheticPerson person, bool held, ref Rng rng)
    {
        var flags = person.Family.Flags;
        // A person's own usual absence, never below 1 %: flags shift it, and people differ.
        var usual = Math.Max(0.01, 0.055 + (flags[1] ? 0.03 : 0) + (flags[5] ? 0.01 : 0) + (0.035 * rng.NextBell()));
        var trouble = (flags[1] ? 1.5 : 0.8) * (person.Sex == 'M' ? 1.4 : 0.6) * (rng.Chance(0.15) ? 4 : 0.47);
        return DrawTerms(person.Born, Terms, usual, trouble, ref rng);
    }

    public override History DrawOutsider(DateOnly born, ref Rng rng)
    {
        // One school year: the full history of everyone outside would make the made-up files needlessly large.
        int first = Terms.Length, last = -1;
        for (var t = 0; t < Terms.Length; t += 3)
            if (IsPupil(born, Terms[t]))
                (first, last) = (Math.Min(first, t), t);
        var terms = last < 0 ? default : Terms.AsSpan(first + (3 * rng.Next(((last - first) / 3) + 1)), 3);
        return DrawTerms(born, terms, Math.Max(0.01, 0.045 + (0.03 * rng.NextBell())), 0.5, ref rng);
    }

    public override void Write(string record, History history, DateOnly treatedFrom, IReadOnlyList<TableBuffer> tables)
    {
        var school = (SchoolHistory)history;
        foreach (var term in school.Terms)
        {
            var row = tables[0];
            row.Text(0, record);
            row.Date(1, term.Term.Start);
            row.Date(2, term.Term.End);
            row.Whole(3, term.Possible);
            row.Whole(4, term.Term.Middle >= treatedFrom ? term.AbsentTreated : term.Absent);
        }

        foreach (var exclusion in school.Exclusions)
        {
            var row = tables[1];
            row.Text(0, record);
            row.Date(1, exclusion.Start);
            row.Text(2, exclusion.Permanent ? "permanent" : "fixed_period");
        }
    }

    private static SchoolHistory DrawTerms(DateOnly born, ReadOnlySpan<Term> terms, double usual, double trouble, ref Rng rng)
    {
        var attended = new List<TermRecord>(terms.Length);
        var exclusions = new List<ExclusionRecord>();
        foreach (var term in terms)
        {
            if (!IsPupil(born, term))
                continue;
            var age = Ages.On(born, term.Start);
            var rate = Math.Clamp(usual + ((age - 10) * 0.004) + (0.03 * rng.NextBell()), 0, 0.9);
            var possible = term.Sessions - rng.Next(6);
            var absent = (int)((rate * possible) + rng.NextUnit());
            attended.Add(new TermRecord(term, possible, absent, absent - (int)((absent * Recovered) + rng.NextUnit())));
            if (rng.Chance(Math.Min(0.5, trouble * (age < 11 ? 0.004 : 0.02))))
                exclusions.Add(new ExclusionRecord(rng.Date(term.Start, term.End), rng.Chance(0.03)));
        }

        return new SchoolHistory(attended, exclusions);
    }

    private static double? PersistentAbsence(SyntheticPerson person, History? history, DateOnly from, DateOnly until, bool treated)
    {
        int possible = 0, absent = 0;
        foreach (var term in ((SchoolHistory)history!).Terms)
        {
            if (term.Term.Middle < from || term.Term.Middle >= until)
                continue;
            possible += term.Possible;
            absent += treated ? term.AbsentTreated : term.Absent;
        }

        return possible == 0 ? null : absent * 10 >= possible ? 1 : 0;
    }

    private static double? Exclusion(SyntheticPerson person, History? history, DateOnly from, DateOnly until, bool treated) =>
        ((SchoolHistory)history!).Exclusions.Exists(e => e.Start >= from && e.Start < until && Ages.On(person.Born, e.Start) is >= 5 and <= 15) ? 1 : 0;

    // Pupils from the September after the fourth birthday to the end of the school year in which they turn sixteen.
    private static bool IsPupil(DateOnly born, Term term)
    {
        var age = Ages.On(born, new DateOnly(term.SchoolYear, 8, 31));
        return age is >= 4 and <= 15;
    }

    private static IEnumerable<Term> AllTerms()
    {
        for (var year = First.Year; year < Last.Year; year++)
        {
            yield return new Term(year, new(year, 9, 3), new(year, 12, 20), 144);
            yield return new Term(year, new(year + 1, 1, 6), new(year + 1, 3, 31), 112);
            yield return new Term(year, new(year + 1, 4, 16), new(year + 1, 7, 22), 126);
        }
    }

    private sealed record Term(int SchoolYear, DateOnly Start, DateOnly End, int Sessions)
    {
        public DateOnly Middle { get; } = Start.AddDays((End.DayNumber - Start.DayNumber) / 2);
    }

    private readonly record struct TermRecord(Term Term, int Possible, int Absent, int AbsentTreated);

    private readonly record struct ExclusionRecord(DateOnly Start, bool Permanent);

    private sealed class SchoolHistory(List<TermRecord> terms, List<ExclusionRecord> exclusions) : History
    {
        public List<TermRecord> Terms => terms;

        public List<ExclusionRecord> Exclusions => exclusions;
    }
}
