namespace TfPipeline.Standins;

/// <summary>What a member that would need a host says.</summary>
internal static class NotSupported
{
    public static NotSupportedException Here() =>
        new("This build holds declarations in place of a package that its feed lacks; build with PackageFeed=complete.");
}
