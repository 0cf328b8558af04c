namespace TfPipeline.Disclosure;

/// <summary>A disclosure policy that breaks its own rules; nothing is released under it.</summary>
public sealed class DisclosurePolicyException(IReadOnlyList<string> faults)
    : Exception("The disclosure policy is not sound. " + string.Join(' ', faults))
{
    /// <summary>Every broken rule.</summary>
    public IReadOnlyList<string> Faults { get; } = faults;
}
