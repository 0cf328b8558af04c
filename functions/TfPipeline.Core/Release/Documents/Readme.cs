using System.Globalization;
using System.Text;
using TfPipeline.Disclosure;

namespace TfPipeline.Core.Release.Documents;

/// <summary><c>README.md</c> of a release.</summary>
internal static class Readme
{
    public static string Of(ClearedRelease cleared, ReleaseFacts facts)
    {
        var text = new StringBuilder($"# Release {facts.Release}\n\n");
        if (facts.Synthetic)
            text.Append("> **Synthetic data.** The people in it are made up. Do not quote any figure.\n\n");
        if (facts.Revision is { } revision)
            text.Append(CultureInfo.InvariantCulture, $"> **Revision.** This release replaces `{revision.Supersedes}`, {(revision.ForError ? "which was wrong" : "which was right for the data of its time")}: {Escaped(revision.Note)}\n\n");
        text.Append("Begin with `report.html`. `datapackage.json` describes every column; `queries.sql` runs in DuckDB in this folder. ");
        text.Append("`sha256sum -c SHA256SUMS` checks that the files are whole.\n\n## Tables\n\n");
        Table(text, "tables", cleared.Tables);
        text.Append("\n## Records for accredited analysts\n\n");
        text.Append("No identifiers, no tokens. Quasi-identifiers (council, group, sex and age of every member) are shared by several families or left empty; `disclosure.json` has the risk that remains. ");
        if (cleared.Statement.Microdata is { } risk)
            text.Append(CultureInfo.InvariantCulture, $"A council that knows everything it supplied would recognise up to {risk.MatchedByTheirCouncil:0%} of the families that it filed, so councils may not have these records. ");
        text.Append("`person` joins the files; references belong to this release only. Results need output checking before they leave the secure setting.\n\n");
        Table(text, "secure", cleared.Microdata);
        text.Append("\n## Reading the figures\n\n");
        text.Append("- `c` stands for withheld, `z` for not applicable, `x` for not available; the number beside it is empty.\n");
        if (cleared.Statement.Method == DisclosureMethod.Rounding)
            text.Append("- Every count and total is rounded on its own: totals need not equal the sum of their parts.\n");
        text.Append("- Shares are quotients of the shown counts. Effects have no more decimals than rounding leaves meaning to.\n");
        text.Append("- Months count from the index date: `m12_m1` is the year before, `p1_24` the two years after. Window names are columns in `secure/`.\n");
        text.Append("- Estimates take Matches only. Rows whose estimator ends in `with_possible_links`, `without_numbers`, `link_corrected` or `imputed_links` treat doubtful links otherwise: where they differ, the result hangs on the links.\n");
        text.Append("- Effects are on those on the programme. The naive difference is not an effect. Read flags and adjusted p values with every estimate.\n\n");
        AppendAccepted(text, facts);
        text.Append("## In other tools\n\n```python\nimport pandas as pd\neffects = pd.read_parquet('tables/effects.parquet')\n```\n\n```r\neffects <- arrow::read_parquet('tables/effects.parquet')\n```\n\n");
        text.Append(CultureInfo.InvariantCulture, $"Disclosure control: policy {cleared.Statement.PolicyVersion}, owner {cleared.Statement.PolicyOwner}; see `disclosure.json`.\n");
        return text.ToString();
    }

    private static void AppendAccepted(StringBuilder text, ReleaseFacts facts)
    {
        var accepted = facts.Departments.Where(d => d.AcceptedBecause is not null).ToList();
        if (accepted.Count == 0)
            return;
        text.Append("## Deliveries that depart from what was to be expected\n\n");
        foreach (var department in accepted)
            text.Append(CultureInfo.InvariantCulture, $"- **{department.Title}**: {string.Join(" ", department.Departures)} Accepted, because: {Escaped(department.AcceptedBecause!)}\n");
        text.Append('\n');
    }

    // A person wrote it: no sign of it is to become mark-up, and it stays on its line.
    private static string Escaped(string words) => string.Concat(words.Select(c =>
        char.IsControl(c) ? " " : char.IsAsciiLetterOrDigit(c) || !char.IsAscii(c) || " .,;:'()/%+-".Contains(c, StringComparison.Ordinal) ? $"{c}" : $"\\{c}"));

    private static void Table(StringBuilder text, string folder, IReadOnlyList<ReleaseTable> tables)
    {
        text.Append("| File | What it holds |\n| --- | --- |\n");
        foreach (var table in tables.OrderBy(t => t.Name, StringComparer.Ordinal))
            text.Append(CultureInfo.InvariantCulture, $"| `{folder}/{table.Name}.parquet` | {table.Title.Replace("|", "\\|", StringComparison.Ordinal)} |\n");
    }
}
