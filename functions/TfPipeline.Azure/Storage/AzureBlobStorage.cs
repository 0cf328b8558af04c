using Azure.Core;
using Azure.Storage.Blobs;
using TfPipeline.Storage;

namespace TfPipeline.Azure.Storage;

/// <summary>The pipeline's containers in Azure Storage, or in Azurite where a test or a demo uses it.</summary>
public sealed class AzureBlobStorage : IPipelineStorage
{
    private readonly Dictionary<StorageAccount, BlobServiceClient> _accounts;
    private readonly bool _makeContainers;

    private AzureBlobStorage(Dictionary<StorageAccount, BlobServiceClient> accounts, bool makeContainers)
    {
        _accounts = accounts;
        _makeContainers = makeContainers;
    }

    /// <inheritdoc />
    /// <exception cref="InvalidOperationException">This instance was given no account for the container.</exception>
    public IBlobArea this[PipelineContainer container]
        => _accounts.TryGetValue(container.Account(), out var account)
            ? new AzureBlobArea(account.GetBlobContainerClient(container.BlobContainerName()), container, _makeContainers)
            : throw new InvalidOperationException($"No storage account is set for {container} ({container.Account()}). Set its address, or check the role.");

    /// <summary>
    /// All containers in one account by a connection string, made where they are missing. For Azurite: in Azure, keys stay off.
    /// </summary>
    /// <exception cref="StorageLocationException">Not a connection string; it is not repeated.</exception>
    public static AzureBlobStorage ForConnectionString(string connectionString)
    {
        var client = Connect(connectionString);
        return new(Enum.GetValues<StorageAccount>().ToDictionary(account => account, _ => client), makeContainers: true);
    }

    /// <summary>The address of an account's blobs by its connection string.</summary>
    /// <exception cref="StorageLocationException">Not a connection string; it is not repeated.</exception>
    internal static Uri AddressOf(string connectionString) => Connect(connectionString).Uri;

    /// <summary>The accounts by address, with an identity; an account that the role has no business with is null.</summary>
    public static AzureBlobStorage ForAccounts(Uri? landing, Uri? working, Uri? analytics, TokenCredential credential)
    {
        var accounts = new Dictionary<StorageAccount, BlobServiceClient>();
        Add(StorageAccount.Landing, landing);
        Add(StorageAccount.Working, working);
        Add(StorageAccount.Analytics, analytics);
        return new(accounts, makeContainers: false);

        void Add(StorageAccount account, Uri? address)
        {
            if (address is not null)
                accounts.Add(account, new BlobServiceClient(address, credential, Options()));
        }
    }

    private static BlobServiceClient Connect(string connectionString)
    {
        try
        {
            return new BlobServiceClient(connectionString, Options());
        }
        catch (Exception e) when (e is FormatException or ArgumentException or InvalidOperationException)
        {
            // What the library says about it may quote the key: it goes no further.
            throw new StorageLocationException("the connection string is not one; copy it whole from the emulator's documentation");
        }
    }

    private static BlobClientOptions Options() => new()
    {
        Retry = { MaxRetries = 4, Delay = TimeSpan.FromMilliseconds(400), MaxDelay = TimeSpan.FromSeconds(10), Mode = RetryMode.Exponential },
        // Addresses hold blob names, which councils choose: the library must not log or trace them.
        Diagnostics = { IsLoggingEnabled = false, IsLoggingContentEnabled = false, IsDistributedTracingEnabled = false, IsTelemetryEnabled = false },
    };
}
