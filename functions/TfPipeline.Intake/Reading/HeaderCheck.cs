namespace TfPipeline.Intake;

/// <summary>Lists everything that is wrong with the columns at once, before any row is read.</summary>
internal static class HeaderCheck
{
    private const int MostColumns = 256;

    public static HeaderMap? Run(string[] headings, int row, FindingLog log)
    {
        var count = headings.Length;
        while (count > 0 && string.IsNullOrWhiteSpace(headings[count - 1]))
            count--;
        if (count > MostColumns)
        {
            log.Add(new Finding(row, -1, HeaderRules.TooManyColumns));
            return null;
        }

        var map = new HeaderMap(count, headings.Length);
        for (var column = 0; column < count; column++)
            Assign(map, headings[column], column, row, log);
        foreach (var missing in CouncilFileSchema.Columns.Where(c => c.Required && !map.Has(c.Field)))
            log.Add(new Finding(row, -1, HeaderRules.MissingColumn, missing.Field));
        return map;
    }

    private static void Assign(HeaderMap map, string heading, int column, int row, FindingLog log)
    {
        if (string.IsNullOrWhiteSpace(heading))
            map.Unnamed.Add(column);
        else if (HeaderNames.Match(heading) is not { } match)
            log.Add(new Finding(row, column, HeaderRules.UnknownColumn));
        else if (!map.TryAssign(match.Field, column, match.DeclaresDayFirst))
            log.Add(new Finding(row, column, HeaderRules.DuplicateColumn, match.Field));
    }
}
