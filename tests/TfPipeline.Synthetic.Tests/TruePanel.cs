using TfPipeline.Evaluation.Panels;
using TfPipeline.Identifiers;
using TfPipeline.Linkage;

namespace TfPipeline.Synthetic.Tests;

/// <summary>The panel that a pipeline without any linkage error would make, straight from the made-up population.</summary>
internal static class TruePanel
{
    public static PanelData Of(IReadOnlyList<SyntheticFamily> families, params string[] departments)
    {
        var people = families.SelectMany(f => f.Members).ToList();
        var chosen = Departments.All.Where(d => departments.Contains(d.Code, StringComparer.Ordinal)).ToList();
        var outcomes = chosen.SelectMany(d => d.Outcomes.Select(o => Outcome(people, d, o))).ToList();
        return new PanelData(People(people, chosen), outcomes, new PanelInfo
        {
            RunId = "true",
            Synthetic = true,
            KeyVersion = "none",
            People = people.Count,
            Families = families.Count,
            Outcomes = [.. outcomes.Select(o => o.Definition)],
            Departments = [.. chosen.Select(d => new PanelDepartment(d.Code, d.Code, "true", 1, true, d.Coverage, new LinkCounts(0, 0, 0, 0)))],
            Flow = [],
        });
    }

    private static PeopleTable People(List<SyntheticPerson> people, List<Department> departments) => new()
    {
        Family = [.. people.Select(p => p.Family.Number)],
        Council = [.. people.Select(p => p.Family.Council.Gss)],
        IsProgramme = [.. people.Select(p => p.Family.IsProgramme)],
        Sex = [.. people.Select(p => SexText.Parse(p.Sex.ToString()))],
        AgeAtIndex = [.. people.Select(p => Ages.On(p.Born, p.Family.Index))],
        IndexMonth = [.. people.Select(p => new DateOnly(p.Family.Index.Year, p.Family.Index.Month, 1))],
        CrossoverMonth = new int?[people.Count],
        CrimeAsb = Flag(people, 0),
        SchoolAttendance = Flag(people, 1),
        ChildrenNeedHelp = Flag(people, 2),
        WorklessnessFinance = Flag(people, 3),
        DomesticAbuse = Flag(people, 4),
        Health = Flag(people, 5),
        HasUpn = [.. people.Select(p => p.UpnKnown)],
        HasNino = [.. people.Select(p => p.NinoKnown)],
        PersonRef = [.. people.Select(p => p.Id)],
        FamilyRef = [.. people.Select(p => p.Family.Id)],
        Links = [.. departments.Select(d => new DepartmentLinks(
            d.Code,
            [.. people.Select(p => p.Held[Departments.IndexOf(d.Code)] ? LinkStatus.Match : LinkStatus.None)],
            new double?[people.Count]))],
    };

    private static bool[] Flag(List<SyntheticPerson> people, int flag) => [.. people.Select(p => p.Family.Flags[flag])];

    private static OutcomePanel Outcome(List<SyntheticPerson> people, Department department, PlantedOutcome outcome)
    {
        var unlinked = outcome.CountsAbsentAsZero ? OutcomeState.Assumed : OutcomeState.Unknown;
        var definition = new OutcomeDefinition(outcome.Code, department.Code, outcome.Code, OutcomeScale.Event, "share", OutcomeDirection.Worse, outcome.AgeFrom, outcome.AgeTo, unlinked);
        var coverage = department.Coverage.First(c => c.Outcome == outcome.Code);
        var at = Departments.IndexOf(department.Code);
        return new OutcomePanel(definition, [.. PanelWindow.All.Select(w =>
        {
            var cells = people.Select(p => Cell(p, at, outcome, coverage, w, unlinked)).ToArray();
            return new OutcomeColumn(w, [.. cells.Select(c => c.Value)], [.. cells.Select(c => c.State)]);
        })]);
    }

    private static (double Value, OutcomeState State) Cell(SyntheticPerson person, int at, PlantedOutcome outcome, OutcomeCoverage coverage, PanelWindow window, OutcomeState unlinked)
    {
        var (from, until) = window.Days(person.Family.Index);
        if (!Ages.OnAnyDay(person.Born, from, until, outcome.AgeFrom, outcome.AgeTo))
            return (double.NaN, OutcomeState.OutOfScope);
        if (from < coverage.From || until.AddDays(-1) > coverage.To)
            return (double.NaN, OutcomeState.Missing);
        if (!person.Held[at])
            return (unlinked == OutcomeState.Assumed ? 0 : double.NaN, unlinked);
        return outcome.Value(person, person.Histories[at], from, until, person.Family.IsProgramme && !window.IsBefore) is { } value
            ? (value, OutcomeState.Measured)
            : (double.NaN, OutcomeState.Missing);
    }
}
