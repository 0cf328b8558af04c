using TfPipeline.Core.Disclosure;
using TfPipeline.Core.Panel;

namespace TfPipeline.Core.Release.Proposals;

/// <summary>How well each group was linked to each department, and how complete its identifiers were.</summary>
internal static class LinkageCounts
{
    public const string Quality = "linkage_quality";
    public const string Standing = "link_standing";
    public const string Errors = "link_errors";
    public const string Completeness = "identifier_completeness";
    private const string Population = "people";

    public static ProposedCounts QualityOf(PeopleTable people, Breakdown breakdown)
    {
        var everyone = breakdown.Count(_ => true);
        var rows = people.Links.SelectMany(link =>
        {
            var matched = breakdown.Count(p => link.Status[p] == PersonLink.Match);
            var others = breakdown.Count(p => link.Status[p] != PersonLink.Match);
            return breakdown.Cells.Select((cell, c) => Row(link.Department, cell, everyone[c], [matched[c], others[c]]));
        });
        return new ProposedCounts(new CountTable
        {
            Name = Quality,
            Title = "People matched to each department, by group and one dimension at a time",
            MeasureColumn = "department",
            Categories = [PersonLink.Match.Name(), "other"],
            PrintedCategories = 1,
            Rows = [.. rows],
        });
    }

    /// <summary>How people without a match stand. Apart from the matches, so that a rare standing cannot cost the match rates.</summary>
    public static ProposedCounts StandingOf(PeopleTable people, Breakdown breakdown)
    {
        PersonLink[] standings = [PersonLink.Possible, PersonLink.Ambiguous, PersonLink.None];
        var rows = people.Links.SelectMany(link =>
        {
            var unmatched = breakdown.Count(p => link.Status[p] != PersonLink.Match);
            var counts = standings.Select(s => breakdown.Count(p => link.Status[p] == s)).ToList();
            return breakdown.Cells.Select((cell, c) => (cell, c)).Where(x => x.cell.Dimension == CountTable.All).Select(x => new CountRow(
                link.Department, link.Department, "", x.cell.Group, x.cell.Dimension, x.cell.Level, unmatched[x.c], [.. counts.Select(k => k[x.c])]));
        });
        return new ProposedCounts(new CountTable
        {
            Name = Standing,
            Title = "People without a match, by link standing to each department",
            MeasureColumn = "department",
            Categories = [.. standings.Select(s => s.Name())],
            PrintedCategories = standings.Length,
            Rows = [.. rows],
        });
    }

    /// <summary>The mean of one less the match probability: the share of the matches that the model expects to be false.</summary>
    public static ProposedMeans ErrorsOf(PeopleTable people, Breakdown breakdown)
    {
        var rows = people.Links.SelectMany(link =>
        {
            var matched = breakdown.Count(p => link.Status[p] == PersonLink.Match);
            var doubt = new double[breakdown.Cells.Count];
            foreach (var person in breakdown.Order.Where(p => link.Status[p] == PersonLink.Match))
            {
                foreach (var cell in breakdown.CellsOf(person))
                    doubt[cell] += 1 - (link.Probability[person] ?? 1);
            }

            return breakdown.Cells.Select((cell, c) => new MeanRow(
                link.Department, "", cell.Group, cell.Dimension, cell.Level, matched[c], doubt[c], 0, 0, false));
        });
        return new ProposedMeans(Errors, [.. rows])
        {
            Title = "Share of matches that the linkage model expects to be false",
            MeasureColumn = "department",
            IsOfModel = true,
        };
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
            Title = "People for whom the council gave a valid identifier",
            MeasureColumn = "identifier",
            Categories = ["given", "not_given"],
            PrintedCategories = 1,
            Rows = [.. rows],
        });
    }

    private static CountRow Row(string measure, Breakdown.Cell cell, CellCount people, CellCount[] categories)
        => new(measure, Population, "", cell.Group, cell.Dimension, cell.Level, people, categories);
}
