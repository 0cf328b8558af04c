using TfPipeline.Disclosure;
using TfPipeline.Evaluation.Panels;
using TfPipeline.Linkage;

namespace TfPipeline.Core.Release.Proposals;

/// <summary>How well each group was linked to each department, and how complete its identifiers were.</summary>
internal static class LinkageCounts
{
    public const string Quality = "linkage_quality";
    public const string Standing = "link_standing";
    public const string Precision = "expected_precision";
    public const string Recall = "expected_recall";
    public const string Completeness = "identifier_completeness";
    private const string Population = "people";

    public static ProposedCounts QualityOf(PeopleTable people, Breakdown breakdown)
    {
        var everyone = breakdown.Count(_ => true);
        var rows = people.Links.SelectMany(link =>
        {
            var matched = breakdown.Count(p => link.Status[p] == LinkStatus.Match);
            var others = breakdown.Count(p => link.Status[p] != LinkStatus.Match);
            var right = ExpectedRight(link);
            var (found, known) = (breakdown.Sum(p => right[p]), breakdown.Sum(p => link.HasRecord[p] ?? 0));
            return breakdown.Cells.Select((cell, c) => Row(link.Department, cell, everyone[c], [matched[c], others[c]]) with
            {
                CategorySets = [null, Unmatched(link.Department, cell)],
                Figures =
                [
                    new ModelFigure(matched[c].People > 0 ? found[c] / matched[c].People : null, matched[c]),
                    new ModelFigure(known[c] > 0 ? Math.Min(1, found[c] / known[c]) : null, matched[c]),
                ],
            });
        });
        return new ProposedCounts(new CountTable
        {
            Name = Quality,
            CountsEveryone = true,
            Title = "People matched to each department, by group and one dimension at a time",
            MeasureColumn = "department",
            Figures =
            [
                new(Precision, "Share of the matches that the linkage model expects to be right."),
                new(Recall, "Share of the people with a record, by the linkage model, who are matched to it; records that were never compared are not in it."),
            ],
            Categories = [LinkStatus.Match.Name(), "other"],
            PrintedCategories = 1,
            Rows = [.. rows],
        });
    }

    /// <summary>How people without a match stand. Apart from the matches, so that a rare standing cannot cost the match rates.</summary>
    public static ProposedCounts StandingOf(PeopleTable people, Breakdown breakdown)
    {
        LinkStatus[] standings = [LinkStatus.Possible, LinkStatus.Ambiguous, LinkStatus.None];
        var rows = people.Links.SelectMany(link =>
        {
            var unmatched = breakdown.Count(p => link.Status[p] != LinkStatus.Match);
            var counts = standings.Select(s => breakdown.Count(p => link.Status[p] == s)).ToList();
            return breakdown.Cells.Select((cell, c) => (cell, c)).Where(x => x.cell.Dimension == CountTable.All).Select(x => new CountRow(
                link.Department, link.Department, "", x.cell.Group, x.cell.Dimension, x.cell.Level, unmatched[x.c], [.. counts.Select(k => k[x.c])])
            {
                PeopleSet = Unmatched(link.Department, x.cell),
            });
        });
        return new ProposedCounts(new CountTable
        {
            Name = Standing,
            CountsEveryone = true,
            Title = "People without a match, by link standing to each department",
            MeasureColumn = "department",
            Categories = [.. standings.Select(s => s.Name())],
            PrintedCategories = standings.Length,
            Rows = [.. rows],
        });
    }

    public static ProposedCounts CompletenessOf(PeopleTable people, Breakdown breakdown)
    {
        var everyone = breakdown.Count(_ => true);
        var rows = new[] { ("upn", people.HasUpn), ("nino", people.HasNino) }.SelectMany(identifier =>
        {
            var (name, has) = identifier;
            var with = breakdown.Count(p => has[p]);
            var without = breakdown.Count(p => !has[p]);
            return breakdown.Cells.Select((cell, c) => Row(name, cell, everyone[c], [with[c], without[c]]));
        });
        return new ProposedCounts(new CountTable
        {
            Name = Completeness,
            CountsEveryone = true,
            Title = "People for whom the council gave a valid identifier",
            MeasureColumn = "identifier",
            Categories = ["given", "not_given"],
            PrintedCategories = 1,
            Rows = [.. rows],
        });
    }

    /// <summary>Probability that a person's match is right; 0 without a match.</summary>
    public static double[] ExpectedRight(DepartmentLinks links)
        => [.. links.Status.Zip(links.Probability, (s, p) => s == LinkStatus.Match ? p ?? 1 : 0)];

    private static CountRow Row(string measure, Breakdown.Cell cell, CellCount people, CellCount[] categories)
        => new(measure, Population, "", cell.Group, cell.Dimension, cell.Level, people, categories) { PeopleSet = cell.Everybody };

    private static string Unmatched(string department, Breakdown.Cell cell) => $"unmatched: {department}, {cell.Group}, {cell.Dimension}, {cell.Level}";
}
