namespace TfPipeline.Disclosure;

/// <summary>Protected counts as a release table; shares are quotients of printed numbers and of nothing else.</summary>
internal static class PrintedCounts
{
    public static ReleaseTable Table(CountTable table, IReadOnlyList<PrintedRow> rows)
    {
        var columns = new List<ReleaseColumn>
        {
            new(table.MeasureColumn, "What is counted.", Texts(r => r.Source.Measure)),
            new("window", "Time window in months from the index date (m before, p after); empty where none applies.", Texts(r => r.Source.Window)),
            new("group", "programme or comparison.", Texts(r => r.Source.Group)),
            new("dimension", "What the group is split by; all for the group's total.", Texts(r => r.Source.Dimension)),
            new("level", "The level of the dimension.", Texts(r => r.Source.Level)),
            new("people", "People counted over, rounded; empty where a symbol stands.", rows.Select(r => r.People.Value).ToArray()),
            new("people_symbol", "c withheld, z not applicable, x not available.", Texts(r => r.People.Symbol)),
        };
        for (var k = 0; k < table.PrintedCategories; k++)
        {
            var (category, index) = (table.Categories[k], k);
            columns.Add(new(category, $"People: {category.Replace('_', ' ')}, rounded; empty where a symbol stands.", rows.Select(r => r.Categories[index].Value).ToArray()));
            columns.Add(new($"{category}_symbol", "c withheld, z not applicable, x not available.", Texts(r => r.Categories[index].Symbol)));
            columns.Add(new($"{category}_share", $"Printed {category.Replace('_', ' ')} over printed people; empty where either is.", rows.Select(r => Share(r.Categories[index], r.People)).ToArray()));
        }

        for (var f = 0; f < table.Figures.Count; f++)
        {
            var index = f;
            columns.Add(new(table.Figures[f].Name, table.Figures[f].Description + " Empty where a symbol stands.", rows.Select(r => r.Figures[index].Value).ToArray()));
            columns.Add(new(table.Figures[f].Name + "_symbol", "c withheld, x not available.", Texts(r => r.Figures[index].Symbol)));
        }

        if (rows.Any(r => r.AsOf is not null))
            columns.Add(new("as_of", "The earlier release whose figures the row repeats; empty for figures of this release.", Texts(r => r.AsOf)));
        return new ReleaseTable(table.Name, table.Title, columns);

        string?[] Texts(Func<PrintedRow, string?> of) => [.. rows.Select(of)];
    }

    internal static double? Share(PrintedCount part, PrintedCount whole)
        => part.Value is { } p && whole.Value is > 0 and { } w ? Math.Min(1, Math.Round((double)p / w, 6)) : null;
}
