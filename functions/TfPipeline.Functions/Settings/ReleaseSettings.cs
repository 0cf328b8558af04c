using TfPipeline.Disclosure;

namespace TfPipeline.Functions.Settings;

/// <summary>The thresholds that a release is made with, and how long its proposal waits.</summary>
public sealed class ReleaseSettings : ICheckedSettings
{
    /// <summary>A disclosure policy as JSON (docs/methods/disclosure.md); empty for the one that comes with the build.</summary>
    public string? DisclosurePolicy { get; set; }

    /// <summary>Days after which a proposal that nobody decided about expires.</summary>
    public int ProposalDays { get; set; }

    /// <summary>The policy, once the settings are checked.</summary>
    public DisclosurePolicy Policy =>
        string.IsNullOrWhiteSpace(DisclosurePolicy) ? Disclosure.DisclosurePolicy.Default : Disclosure.DisclosurePolicy.Parse(DisclosurePolicy);

    /// <inheritdoc />
    public IEnumerable<string> Problems()
    {
        string? problem = null;
        try
        {
            _ = Policy;
        }
        catch (DisclosurePolicyException fault)
        {
            problem = "DisclosurePolicy: " + fault.Message;
        }

        if (problem is not null)
            yield return problem;
        if (ProposalDays is < 1 or > 365)
            yield return "ProposalDays is outside 1 to 365.";
    }
}
