using System.Globalization;
using System.Text;
using TfPipeline.Core.Disclosure;
using TfPipeline.Core.Panel;

namespace TfPipeline.Core.Release.Pages;

/// <summary>What a reader must know to judge the figures: caveats, methods, disclosure control, definitions.</summary>
internal static class AboutSections
{
    public const string Methods = """
        <p>Councils sent details of families on the programme and of similar families that were not. The linkage service replaced identifiers by keyed pseudonyms and looked for the same people in departments' records. Nobody who made this report could see who anyone is.</p>
        <h3>What is compared</h3>
        <p>The effect is on those on the programme: how they got on, less how they would have got on without it. The second half cannot be seen, so it is estimated from families not on the programme, made alike in everything known before the index date: age, sex, the councils' problem flags, council, family size, and what had happened to the person and the family in the two years before.</p>
        <h3>How</h3>
        <ul>
        <li><strong>Odds weights</strong>, the main estimate: people in comparison count more the more they look like people on the programme.</li>
        <li><strong>Nearest neighbour</strong>: each person on the programme is set beside the most similar person in comparison.</li>
        <li><strong>Difference-in-differences</strong>: the change since the year before, so that differences that were always there drop out.</li>
        <li><strong>Placebo</strong>: the same method on a year in which there was no programme; it should find nothing.</li>
        </ul>
        <p>Intervals allow for members of one family having much in common. p values are adjusted because many outcomes are looked at. The E-value says how strongly something unseen would have to act on both group and outcome to explain a result away.</p>
        <p>A window that departments' data do not cover is missing and never counts as zero. Someone without a record is unknown, unless the department's register holds everyone it could.</p>
        <p>The linkage says of each person and department: match, possible, ambiguous or none. Outcomes come from matches only; everyone else counts as having no record. Further estimates show what other treatments of doubtful links would give.</p>

        """;

    public static string Caveats(ReleaseFacts facts)
    {
        var html = new StringBuilder("<p>Made from the diagnostics of this release.</p>\n<ul>\n");
        foreach (var caveat in facts.Caveats)
        {
            html.Append("<li>").Append(Html.Text(caveat.Text));
            if (caveat.Outcomes.Count > 0 && caveat.Outcomes.Count < facts.Outcomes.Count)
                html.Append(" <span class=\"note\">Concerns: ").Append(Html.Text(string.Join("; ", caveat.Outcomes.Select(o => facts.Outcome(o)?.Title ?? o)))).Append(".</span>");
            else if (caveat.Outcomes.Count > 0)
                html.Append(" <span class=\"note\">Concerns every outcome.</span>");
            html.Append("</li>\n");
        }

        html.Append("<li>Health outcomes are not measured.</li>\n</ul>\n");
        if (facts.Assumptions.Count > 0)
        {
            html.Append(HtmlTable.Folded("What is assumed about people without a record", HtmlTable.Of(
                "Assumption by outcome", ["Outcome", "Assumption"],
                facts.Assumptions.Select(a => (IReadOnlyList<string>)[Html.Text(facts.Outcome(a.Outcome)?.Title ?? a.Outcome), Html.Text(a.Text)]), textColumns: 2)));
        }

        return html.ToString();
    }

    public static string Disclosure(DisclosureStatement statement)
    {
        var html = new StringBuilder();
        html.Append(CultureInfo.InvariantCulture, $"<p>Policy {Html.Text(statement.PolicyVersion)}, owner: {Html.Text(statement.PolicyOwner)}. ");
        html.Append(statement.Method == DisclosureMethod.Rounding
            ? "Small counts are withheld, every other count and total is rounded on its own from its true value, and totals need not equal the sum of their parts. "
            : "Small counts and others that would give them away are withheld; what is shown is exact. ");
        html.Append("<i>c</i> stands for withheld whatever the reason, <i>z</i> for not applicable, <i>x</i> for not available. Shares are made from shown counts.</p>\n");
        html.Append(HtmlTable.Folded("Verdict and information lost, by output", HtmlTable.Of(
            "Outputs", ["Output", "Kind", "Verdict", "Figures", "Withheld", "Mean change by rounding"],
            statement.Outputs.Select(o => (IReadOnlyList<string>)
            [
                Html.Text(o.Name), Html.Text(o.Kind), o.Verdict.ToString(), Html.Count(o.Kind == "records" ? null : o.Cells, null), Html.Percent(o.Withheld), Html.Percent(o.MeanRoundingChange),
            ]),
            textColumns: 3)));
        if (statement.Microdata is { } risk)
            html.Append(CultureInfo.InvariantCulture, $"<p>Records for accredited analysts: every combination of council, group, and members' sex and age is shared by at least {risk.SmallestClass} families or left empty. Someone who knew all of that about everyone would place {Html.Percent(risk.ExpectedMatches)} of the families rightly by chance; {Html.Percent(risk.UniqueIfMoreIsKnown)} would be unique to someone who also knew every problem flag of every member. {Html.Percent(risk.FamiliesLeftOut)} of the families are left out.</p>\n");
        return html.ToString();
    }

    public static string Definitions(ReleaseFacts facts)
    {
        var coverage = facts.Departments.SelectMany(d => d.Coverage).GroupBy(c => c.Outcome, StringComparer.Ordinal).ToDictionary(g => g.Key, g => g.First(), StringComparer.Ordinal);
        return HtmlTable.Of(
            "Outcomes", ["Outcome", "Code", "Department", "Ages", "Data cover"],
            facts.Outcomes.Select(o => (IReadOnlyList<string>)
            [
                Html.Text(o.Title), $"<code>{Html.Text(o.Code)}</code>", Html.Text(facts.DepartmentTitle(o.Department)), Ages(o),
                coverage.TryGetValue(o.Code, out var c) ? FormattableString.Invariant($"{c.From:yyyy-MM-dd} to {c.To:yyyy-MM-dd}") : "",
            ]),
            textColumns: 5);
    }

    private static string Ages(OutcomeDefinition outcome) => (outcome.AgeFrom, outcome.AgeTo) switch
    {
        (null, null) => "all",
        ({ } from, null) => FormattableString.Invariant($"{from} and over"),
        (null, { } to) => FormattableString.Invariant($"up to {to}"),
        ({ } from, { } to) => FormattableString.Invariant($"{from} to {to}"),
    };
}
