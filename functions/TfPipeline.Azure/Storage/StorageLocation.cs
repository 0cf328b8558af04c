using Azure.Core;
using Azure.Identity;
using TfPipeline.Storage;

namespace TfPipeline.Azure.Storage;

/// <summary>A place for storage that was not understood. The message never repeats it: it may hold a key.</summary>
public sealed class StorageLocationException : ArgumentException
{
    /// <summary>States what is wrong and what to do.</summary>
    public StorageLocationException(string rule)
        : base($"The storage was not understood: {rule}.")
    {
    }
}

/// <summary>
/// Where the pipeline's containers are: a folder, a connection string, one account's address, or three addresses
/// (landing, working, analytics) separated by commas.
/// </summary>
public abstract record StorageLocation
{
    private static readonly string[] ConnectionStringWords =
        ["AccountName=", "AccountKey=", "BlobEndpoint=", "UseDevelopmentStorage=", "DefaultEndpointsProtocol=", "SharedAccessSignature=", "EndpointSuffix="];

    private StorageLocation()
    {
    }

    /// <summary>Reads one of the three forms.</summary>
    /// <exception cref="StorageLocationException">None of them.</exception>
    public static StorageLocation Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        text = text.Trim();
        if (text.Length == 0)
            throw new StorageLocationException("it is empty; give a folder, a connection string or an account's address");
        if (ConnectionStringWords.Any(word => text.Contains(word, StringComparison.OrdinalIgnoreCase)))
            return new InConnectionString(text);
        if (text.Contains("://", StringComparison.Ordinal))
            return Accounts(text);
        if (text.Contains('\0', StringComparison.Ordinal))
            throw new StorageLocationException("a folder's name holds no NUL character");
        return new InFolder(text);
    }

    /// <summary>The blob addresses of its storage accounts; none where it is a folder.</summary>
    public abstract IReadOnlyList<Uri> Addresses { get; }

    /// <summary>True where the containers are on this machine: a folder or an emulator.</summary>
    public bool IsLocal => Addresses.All(account => account.IsLoopback);

    /// <summary>Opens it; nothing is reached before the first use.</summary>
    /// <param name="credential">The identity for addresses; by default what DefaultAzureCredential finds.</param>
    /// <param name="time">The clock of a folder's blobs.</param>
    public abstract IPipelineStorage Open(TokenCredential? credential = null, TimeProvider? time = null);

    private static InAccounts Accounts(string text)
    {
        var parts = text.Split(',', StringSplitOptions.TrimEntries);
        if (parts.Length is not (1 or 3))
            throw new StorageLocationException("give one address, or three separated by commas: landing, working, analytics");
        var addresses = parts.Select(Account).ToArray();
        return addresses.Length == 1
            ? new InAccounts(addresses[0], addresses[0], addresses[0])
            : new InAccounts(addresses[0], addresses[1], addresses[2]);
    }

    private static Uri Account(string text)
    {
        if (!Uri.TryCreate(text, UriKind.Absolute, out var address) || !string.Equals(address.Scheme, Uri.UriSchemeHttps, StringComparison.Ordinal))
            throw new StorageLocationException("an account's address starts with https://");
        if (address.Query.Length > 0 || address.UserInfo.Length > 0 || address.Fragment.Length > 0)
            throw new StorageLocationException("an account's address has no '?', '#' or '@'; access is by identity, not by signature");
        // Emulators have the account in the path.
        if (address.AbsolutePath.Trim('/').Length > 0 && !address.IsLoopback)
            throw new StorageLocationException("an account's address has no path; leave out the container");
        return address;
    }

    /// <summary>A folder on this machine.</summary>
    public sealed record InFolder(string Path) : StorageLocation
    {
        /// <inheritdoc />
        public override IReadOnlyList<Uri> Addresses => [];

        /// <inheritdoc />
        public override IPipelineStorage Open(TokenCredential? credential = null, TimeProvider? time = null) => new FolderStorage(Path, time);

        /// <inheritdoc />
        public override string ToString() => "a folder";
    }

    /// <summary>One account by connection string.</summary>
    public sealed record InConnectionString : StorageLocation
    {
        private readonly string _text;

        internal InConnectionString(string text) => _text = text;

        /// <inheritdoc />
        /// <exception cref="StorageLocationException">Not a connection string; it is not repeated.</exception>
        public override IReadOnlyList<Uri> Addresses => [AzureBlobStorage.AddressOf(_text)];

        /// <inheritdoc />
        public override IPipelineStorage Open(TokenCredential? credential = null, TimeProvider? time = null)
            => AzureBlobStorage.ForConnectionString(_text);

        /// <inheritdoc />
        public override string ToString() => "a storage account, by connection string";
    }

    /// <summary>Accounts by address, with an identity.</summary>
    public sealed record InAccounts(Uri Landing, Uri Working, Uri Analytics) : StorageLocation
    {
        /// <inheritdoc />
        public override IReadOnlyList<Uri> Addresses => [Landing, Working, Analytics];

        /// <inheritdoc />
        public override IPipelineStorage Open(TokenCredential? credential = null, TimeProvider? time = null)
            => AzureBlobStorage.ForAccounts(Landing, Working, Analytics, credential ?? new DefaultAzureCredential());

        /// <inheritdoc />
        public override string ToString() => "storage accounts, by identity";
    }
}
