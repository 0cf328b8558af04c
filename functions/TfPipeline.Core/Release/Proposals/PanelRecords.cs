using TfPipeline.Disclosure;
using TfPipeline.Evaluation.Panels;
using TfPipeline.Identifiers;

namespace TfPipeline.Core.Release.Proposals;

/// <summary>The panel as records for accredited analysts: ages in bands, time in months from the index date, no dates and no probabilities.</summary>
internal static class PanelRecords
{
    public const string Output = "secure";
    private const int AmountDigits = 2;

    public static ProposedMicrodata Of(PanelData panel)
    {
        var people = panel.People;
        var families = Families(people);
        return new ProposedMicrodata(Output, new Microdata
        {
            Family = families,
            FamilyKey = PanelRoll.FamilyKeys(people, families),
            Council = people.Council,
            IsProgramme = people.IsProgramme,
            Sex = Array.ConvertAll(people.Sex, SexText.Code),
            AgeBand = Array.ConvertAll(people.AgeAtIndex, AgeBands.Released.Of),
            AgeGroup = Array.ConvertAll(people.AgeAtIndex, AgeBands.GroupOf),
            PersonReference = people.PersonRef,
            FamilyReference = people.FamilyRef,
            Attributes = [People(people), .. panel.Outcomes.Select(Outcome)],
            PossiblyKnown = [.. people.ProblemFlags.Select(f => f.Name)],
        });
    }

    /// <summary>A family whose members stand in two groups is two families here: a record never mixes groups.</summary>
    private static int[] Families(PeopleTable people)
    {
        var numbers = new Dictionary<(int, string, bool), int>();
        return [.. people.Family.Select((f, p) =>
        {
            var key = (f, people.Council[p], people.IsProgramme[p]);
            return numbers.TryGetValue(key, out var number) ? number : numbers[key] = numbers.Count;
        })];
    }

    private static ReleaseTable People(PeopleTable people)
    {
        List<ReleaseColumn> columns = [.. people.ProblemFlags.Select(f => new ReleaseColumn(
            f.Name, $"Problem flag at the index date: {f.Name.Replace('_', ' ')}.", Array.ConvertAll(f.Values, v => (bool?)v)))];
        columns.AddRange(people.Links.Select(l => new ReleaseColumn(
            $"link_{l.Department.Replace('-', '_')}", "Link standing: match, possible, ambiguous or none.", Array.ConvertAll(l.Status, s => (string?)s.Name()))));
        return new ReleaseTable(Microdata.PeopleFile, "People, one row each", columns);
    }

    private static ReleaseTable Outcome(OutcomePanel outcome)
    {
        var isEvent = outcome.Definition.Scale == OutcomeScale.Event;
        var columns = new List<ReleaseColumn>();
        foreach (var column in outcome.Windows)
        {
            columns.Add(ReleaseColumn.Made(column.Window.Name, isEvent ? "1 had it, 0 did not; empty where there is no value." : "Amount to two significant digits; empty where there is no value.",
                () => Array.ConvertAll(column.Value, v => double.IsNaN(v) ? (double?)null : isEvent ? v : Rounding.Significant(v, AmountDigits))));
            columns.Add(ReleaseColumn.Made($"{column.Window.Name}_state", "measured, assumed, missing, unknown or out_of_scope.", () => Array.ConvertAll(column.State, s => (string?)s.Name())));
        }

        return new ReleaseTable($"outcome_{outcome.Outcome}", outcome.Definition.Title, columns);
    }
}
