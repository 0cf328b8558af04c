using TfPipeline.Pseudonyms;

namespace TfPipeline.Runs;

/// <summary>The keys of the link role, fetched once per process.</summary>
public sealed class RoleKeys(KeySources sources) : IDisposable
{
    private readonly SemaphoreSlim once = new(1);
    private KeyRing? ring;

    /// <summary>The keys.</summary>
    /// <param name="version">The version that the run began with; null where none has been used yet.</param>
    /// <param name="cancellationToken">Stops the fetch.</param>
    /// <exception cref="KeyVersionException">The app was given another version meanwhile.</exception>
    public async Task<KeyRing> GetAsync(string? version, CancellationToken cancellationToken)
    {
        await once.WaitAsync(cancellationToken);
        try
        {
            ring ??= await sources.OpenAsync(cancellationToken);
        }
        finally
        {
            once.Release();
        }

        return version is null || string.Equals(version, ring.Version, StringComparison.Ordinal) ? ring : throw new KeyVersionException();
    }

    /// <inheritdoc />
    public void Dispose()
    {
        ring?.Dispose();
        once.Dispose();
    }
}

/// <summary>The root key was changed while a run was under way.</summary>
public sealed class KeyVersionException()
    : Exception("The run began with another version of the root key. Set that version again and let the run end, or start a new run.");
