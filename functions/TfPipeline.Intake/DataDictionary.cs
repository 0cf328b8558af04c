using System.Globalization;
using System.Text;

namespace TfPipeline.Intake;

/// <summary>The part of the data dictionary that councils need, made from the schema and the rule catalogue.</summary>
public static class DataDictionary
{
    /// <summary>Markdown with line feeds.</summary>
    public static string Markdown()
    {
        var text = new StringBuilder();
        text.Append("## The council's file\n\nOne row is one person. Headings match without regard to case, spaces and punctuation. ")
            .Append("A heading of a date may declare its order: `date_of_birth (dd/mm/yyyy)`.\n\n")
            .Append("| column | required | holds | meaning | also read as |\n| --- | --- | --- | --- | --- |\n");
        foreach (var column in CouncilFileSchema.Columns)
        {
            text.Append(CultureInfo.InvariantCulture, $"| `{column.Name}` | {(column.Required ? "yes" : "no")} | {Cell(column.Format)} | {Cell(column.Meaning)} | ")
                .AppendJoin(", ", column.Aliases.Select(a => $"`{a}`"))
                .Append(" |\n");
        }

        text.Append("\n## Rules\n\n**file**: nothing of the file is used. **error**: the row is left out. **query**: the row is kept, look at it. ")
            .Append("Rules marked *history* compare with the same council's earlier drops; `tfp validate` can't check them.\n\n")
            .Append("| code | kind | column | what is checked | what the receipt says | what to do | source |\n| --- | --- | --- | --- | --- | --- | --- |\n");
        foreach (var rule in RuleCatalogue.All)
        {
            var kind = rule.Severity.ToWord() + (rule.NeedsHistory ? ", *history*" : string.Empty);
            var field = rule.Field is { } f ? $"`{CouncilFileSchema.Column(f).Name}`" : string.Empty;
            text.Append(CultureInfo.InvariantCulture, $"| {rule.Code} | {kind} | {field} | {Cell(rule.Check)} | {Cell(rule.Sentence)} | {Cell(rule.Remedy)} | {Cell(rule.Source)} |\n");
        }

        return text.ToString();
    }

    private static string Cell(string text) => text.Replace("|", "\\|", StringComparison.Ordinal);
}
