using TfPipeline.Evaluation.Panels;
using TfPipeline.Identifiers;
using TfPipeline.Linkage;

namespace TfPipeline.Evaluation;

/// <summary>
/// Covariates from a panel: age band, sex, problem flags, quarter of the index date, council, family size, and what happened to the
/// person and the family in months −24 to −1, with indicators where that isn't known. Nothing from after the index date, and not
/// which identifiers the council holds: it knows those better for families on the programme, whatever would have happened to them.
/// </summary>
internal static class PanelCovariates
{
    // Counts within a family are capped here: few families have more, and councils select on "any" and "several".
    private const int FamilyCap = 2;

    private const int FamilySizeCap = 6;

    public static IReadOnlyList<PanelCovariate> Of(PanelData panel, EvaluationOptions options)
    {
        var people = panel.People;
        var covariates = new List<PanelCovariate>();
        void Category(string name, Func<int, string> of) => covariates.AddRange(Indicators(name, people.Count, of));
        Category("age", i => AgeBand(people.AgeAtIndex[i]));
        Category("sex", i => people.Sex[i].Code());
        Category("index_quarter", i => Quarter(people.IndexMonth[i]));
        if (options.CouncilEffects)
            Category("council", i => people.Council[i]);
        foreach (var (name, values) in people.ProblemFlags)
            covariates.Add(new PanelCovariate("flag." + name, Column(values, v => v ? 1 : 0), null, []));
        covariates.Add(new PanelCovariate("family_size", FamilyTotals(people.Family, _ => 1, FamilySizeCap), null, []));
        foreach (var window in new[] { PanelWindow.EarlierBaseline, PanelWindow.Baseline })
            covariates.AddRange(Baselines(panel, window));
        covariates.AddRange(Unlinked(panel));
        return covariates;
    }

    /// <summary>What everyone belongs to, as codes: the variables whose categories need families of both groups.</summary>
    public static IReadOnlyList<int[]> Categories(PanelData panel, EvaluationOptions options)
    {
        var people = panel.People;
        int[] Codes(Func<int, string> of) => ClusterVariance.Compact([.. Enumerable.Range(0, people.Count).Select(of)]).Codes;
        return
        [
            .. options.CouncilEffects ? new[] { Codes(i => people.Council[i]) } : [],
            Codes(i => AgeBand(people.AgeAtIndex[i])), Codes(i => people.Sex[i].Code()), Codes(i => Quarter(people.IndexMonth[i])),
        ];
    }

    /// <summary>The age band as names of covariates write it, such as <c>05_09</c> and <c>50_over</c>.</summary>
    internal static string AgeBand(int age) => AgeBands.Covariates.Of(age).Replace('-', '_').Replace("+", "_over", StringComparison.Ordinal);

    private static string Quarter(DateOnly month) => FormattableString.Invariant($"{month.Year:0000}_q{((month.Month - 1) / 3) + 1}");

    // The most frequent category is the reference, so that no rare one makes every other coefficient imprecise.
    private static IEnumerable<PanelCovariate> Indicators(string name, int count, Func<int, string> of)
    {
        var labels = new string[count];
        for (var i = 0; i < count; i++)
            labels[i] = of(i);
        var categories = labels.GroupBy(l => l, StringComparer.Ordinal)
            .OrderByDescending(g => g.Count()).ThenBy(g => g.Key, StringComparer.Ordinal).Select(g => g.Key).Skip(1).Order(StringComparer.Ordinal);
        foreach (var category in categories)
        {
            yield return new PanelCovariate(
                $"{name}.{category}", Column(labels, l => string.Equals(l, category, StringComparison.Ordinal) ? 1 : 0), null, []);
        }
    }

    private static IEnumerable<PanelCovariate> Baselines(PanelData panel, PanelWindow window)
    {
        foreach (var department in panel.Outcomes.GroupBy(o => o.Definition.Department, StringComparer.Ordinal))
        {
            var any = new bool[panel.People.Count];
            var events = new List<string>();
            foreach (var outcome in department)
            {
                if (outcome.Find(window) is not { } column)
                    continue;
                foreach (var covariate in Baseline(panel.People, outcome, column))
                    yield return covariate;
                if (outcome.Definition.Scale != OutcomeScale.Event)
                    continue;
                events.Add(outcome.Outcome);
                var values = column.Value;
                for (var i = 0; i < any.Length; i++)
                    any[i] |= values[i] > 0;
            }

            if (events.Count > 1)
            {
                yield return new PanelCovariate(
                    $"{department.Key}.{window.Name}.family", FamilyTotals(panel.People.Family, i => any[i] ? 1 : 0, FamilyCap), window.Name, events);
            }
        }
    }

    private static IEnumerable<PanelCovariate> Baseline(PeopleTable people, OutcomePanel outcome, OutcomeColumn column)
    {
        var name = $"{outcome.Outcome}.{column.Window.Name}";
        string[] from = [outcome.Outcome];
        var values = column.Value;
        yield return new PanelCovariate(name, Column(values, v => double.IsNaN(v) ? 0 : v), column.Window.Name, from);

        // Being out of scope is age, which has its own covariates.
        yield return new PanelCovariate(
            name + ".unmeasured", Column(column.State, s => s is OutcomeState.Missing or OutcomeState.Unknown ? 1 : 0), column.Window.Name, from);
        if (outcome.Definition.Scale == OutcomeScale.Event)
        {
            yield return new PanelCovariate(
                name + ".family", FamilyTotals(people.Family, i => values[i] > 0 ? 1 : 0, FamilyCap), column.Window.Name, from);
        }
    }

    private static IEnumerable<PanelCovariate> Unlinked(PanelData panel)
    {
        foreach (var links in panel.People.Links)
        {
            var leavesOut = panel.Outcomes.Any(o => string.Equals(o.Definition.Department, links.Department, StringComparison.Ordinal)
                && o.Definition.Unlinked != OutcomeState.Assumed);
            if (leavesOut)
            {
                yield return new PanelCovariate(
                    links.Department + ".family_unlinked",
                    FamilyTotals(panel.People.Family, i => links.Status[i] == LinkStatus.Match ? 0 : 1, FamilySizeCap), null, []);
            }
        }
    }

    private static DesignColumn Column<T>(T[] of, Converter<T, double> value) => DesignColumn.Of(Array.ConvertAll(of, value));

    private static DesignColumn FamilyTotals(int[] family, Func<int, int> count, int cap)
    {
        var totals = new int[family.Length == 0 ? 0 : family.Max() + 1];
        for (var i = 0; i < family.Length; i++)
            totals[family[i]] += count(i);
        return Column(family, f => Math.Min(cap, totals[f]));
    }
}
