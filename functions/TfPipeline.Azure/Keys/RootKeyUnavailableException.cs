namespace TfPipeline.Azure.Keys;

/// <summary>The root key could not be had. It keeps no inner exception: those of the vault's library hold addresses and answers.</summary>
public sealed class RootKeyUnavailableException : Exception
{
    /// <summary>States what is wrong and what to do; never the secret nor a part of it.</summary>
    public RootKeyUnavailableException(string reason, bool isTransient = false)
        : base($"The root key is not available: {reason}.")
        => IsTransient = isTransient;

    /// <summary>True where trying again may help.</summary>
    public bool IsTransient { get; }
}
