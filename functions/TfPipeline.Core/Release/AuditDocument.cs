using System.Text.Json;
using TfPipeline.Disclosure;

namespace TfPipeline.Core.Release;

/// <summary>The details of disclosure control for the working store: parameters and counts by rule, which a release never shows.</summary>
internal static class AuditDocument
{
    public static string Of(DisclosureAudit audit) => JsonSerializer.Serialize(audit, ReleaseJson.Options) + "\n";
}
