namespace TfPipeline.Pseudonyms;

/// <summary>Where the root key comes from: a vault in Azure, a file on one machine.</summary>
public interface IRootKeySource
{
    /// <summary>Fetches the key; the caller disposes it.</summary>
    Task<RootKey> GetAsync(CancellationToken cancellationToken = default);
}
