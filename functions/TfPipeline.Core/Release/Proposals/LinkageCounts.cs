using TfPipeline.Core.Disclosure;
using TfPipeline.Core.Panel;

namespace TfPipeline.Core.Release.Proposals;

/// <summary>How well each group was linked to each department, and how complete its identifiers were.</summary>
internal static class LinkageCounts
{
    public const string Quality = "linkage_quality";
    public const string Completeness = "identifier_completeness";
    private const string Population = "people";

    public static ProposedCounts QualityOf(PeopleTable people, Breakdown breakdown)
    {
        PersonLink[] standings = [PersonLink.Match, PersonLink.Possible, PersonLink.Ambiguous, PersonLink.None];
        var everyone = breakdown.Count(_ => true);
        var rows = people.Links.SelectMany(link =>
        {
            var counts = standings.Select(s => breakdown.Count(p => link.Status[p] == s)).ToList();
            return breakdown.Cells.Select((cell, c) => Row(link.Department, cell, everyone[c], [.. counts.Select(k => k[c])]));
        });
        return new ProposedCounts(new CountTable
        {
            Name = Quality,
            Title = "People by link standing to each department, by group and one dimension at a time",
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
