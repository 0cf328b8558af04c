using System.Text.Json;
using TfPipeline.Disclosure;

namespace TfPipeline.Core.Release.Documents;

/// <summary><c>disclosure.json</c>: what a reader may know about the control that the figures went through.</summary>
internal static class DisclosureDocument
{
    public static string Of(ClearedRelease cleared, ReleaseFacts facts) => JsonSerializer.Serialize(
        new
        {
            facts.Release,
            facts.Synthetic,
            cleared.Statement.PolicyVersion,
            cleared.Statement.PolicyOwner,
            cleared.Statement.Method,
            about = "Counts that could identify someone are withheld, as are others that would give them away; both carry the same symbol. "
                + "Where the method is rounding, every shown count and total is rounded on its own, so that totals need not add up. "
                + "Shares are made from shown counts. Outputs whose verdict is not pass are not in this release.",
            symbols = new { c = "withheld", z = "not applicable", x = "not available" },
            cleared.Statement.Outputs,
            records = cleared.Statement.Microdata,
        },
        ReleaseJson.Options) + "\n";
}
