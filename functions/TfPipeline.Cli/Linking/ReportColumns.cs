using TfPipeline.Cli.Terminal;
using TfPipeline.Linkage.Reporting;

namespace TfPipeline.Cli.Linking;

/// <summary>The columns that only the report uses.</summary>
internal sealed record ReportColumns(IReadOnlyList<string> GroupNames, string? TruthName)
{
    public IReadOnlyList<(string Option, string Column)> OfLeft => [.. GroupNames.Select(g => ("--group-by", g)), .. OfRight];

    public IReadOnlyList<(string Option, string Column)> OfRight => TruthName is null ? [] : [("--truth", TruthName)];

    /// <exception cref="UsageException">A column to group by holds an identifier other than sex: its levels would be values of people.</exception>
    public static ReportColumns Parse(string? groupBy, string? truth, IReadOnlyDictionary<string, string> map, string idColumn)
    {
        var names = (groupBy ?? string.Empty).Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Distinct(StringComparer.Ordinal).ToList();
        var identifiers = PersonFile.Fields.Where(f => f != "sex").Select(f => map.GetValueOrDefault(f, f)).Append(idColumn).ToHashSet(StringComparer.OrdinalIgnoreCase);
        if (names.Exists(n => identifiers.Contains(n) || string.Equals(n, truth, StringComparison.OrdinalIgnoreCase)))
            throw new UsageException("--group-by names a column of identifiers; name one of groups, such as sex, council or age band.");
        return new ReportColumns(names, truth);
    }

    /// <exception cref="UsageException">A column has too many levels to be one of groups.</exception>
    public IReadOnlyList<GroupColumn> Groups(PersonFile left)
    {
        var columns = GroupNames.Select(g => new GroupColumn(g, left.Extra[g])).ToList();
        if (!columns.TrueForAll(c => c.IsFewLevels))
            throw new UsageException($"a column that --group-by names has more than {GroupColumn.MostLevels} different values; name one of groups, such as sex, council or age band.");
        return columns;
    }

    /// <summary>Who is who; null when no column was named. An empty value is somebody of whom it is not known.</summary>
    public LinkageTruth? Truth(PersonFile left, PersonFile? right)
    {
        if (TruthName is null)
            return null;
        return right is null
            ? LinkageTruth.Within(Known(left))
            : LinkageTruth.Between(Known(left), right.Ids, Known(right));
    }

    private string?[] Known(PersonFile file) => Array.ConvertAll(file.Extra[TruthName!], t => t.Length == 0 ? null : t);
}
