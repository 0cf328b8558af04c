namespace TfPipeline.Disclosure;

/// <summary>What disclosure control says of one output.</summary>
public enum DisclosureVerdict
{
    /// <summary>Safe to release as it now stands.</summary>
    Pass,

    /// <summary>No rule covers it; it stays inside until its owner has looked.</summary>
    Review,

    /// <summary>It cannot be made safe; it stays inside.</summary>
    Fail,
}
