namespace TfPipeline.Storage;

/// <summary>
/// The pipeline's containers as plain folders, <c>{root}/{account}/{container}/{name}</c>: what tfp uses where no Azure is.
/// Several processes may use one root at a time. Each account's folder must be one volume with hard links, which ext4, XFS,
/// Btrfs, APFS and NTFS have. Survives a kill at any moment; a power cut may lose the newest writes, never half a file.
/// </summary>
public sealed class FolderStorage : IPipelineStorage
{
    private readonly Dictionary<PipelineContainer, IBlobArea> _areas;

    /// <summary>Nothing is made on disk before the first write.</summary>
    /// <param name="root">The folder that holds the accounts' folders.</param>
    /// <param name="time">Gives the time that a blob's properties show.</param>
    public FolderStorage(string root, TimeProvider? time = null)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(root);
        Root = Path.GetFullPath(root);
        _areas = Enum.GetValues<PipelineContainer>().ToDictionary(
            container => container,
            container => (IBlobArea)new FolderArea(container, Root, time ?? TimeProvider.System));
    }

    /// <summary>The absolute path of the root.</summary>
    public string Root { get; }

    /// <inheritdoc />
    public IBlobArea this[PipelineContainer container] => _areas[container];
}
