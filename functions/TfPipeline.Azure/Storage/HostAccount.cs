namespace TfPipeline.Azure.Storage;

/// <summary>
/// The host account of a role, where its task hub lies: an https address with an identity, or an emulator's connection string. It is
/// never an account of data: whoever may write a task hub can make its role work.
/// </summary>
public sealed class HostAccount
{
    private HostAccount(Uri blobs, string? connectionString) => (Blobs, ConnectionString) = (blobs, connectionString);

    /// <summary>The address of the account's blobs.</summary>
    public Uri Blobs { get; }

    /// <summary>An emulator's connection string; null where an identity signs in.</summary>
    public string? ConnectionString { get; }

    /// <summary>The address of the account's queues.</summary>
    public Uri Queues => Beside("queue");

    /// <summary>The address of the account's tables.</summary>
    public Uri Tables => Beside("table");

    /// <summary>Reads the account, and compares it with those of the data.</summary>
    /// <exception cref="StorageLocationException">It is none, it holds data, or it is a key to an account in Azure; nothing is repeated.</exception>
    public static HostAccount Parse(string text, StorageLocation data)
    {
        var location = StorageLocation.Parse(text);
        if (location.Addresses.Distinct().ToList() is not [var address])
            throw new StorageLocationException("a host account is one account: its https address, or an emulator's connection string");
        if (location is StorageLocation.InConnectionString && !address.IsLoopback)
            throw new StorageLocationException("a host account in Azure is named by its https address, with an identity; connection strings are for an emulator");
        if (data.Addresses.Any(account => IsSame(account, address)))
            throw new StorageLocationException("the host account holds data of the pipeline; a task hub needs an account of its own");
        if (location is StorageLocation.InAccounts && !address.Host.Contains(".blob.", StringComparison.OrdinalIgnoreCase))
            throw new StorageLocationException("a host account's address is that of its blobs, https://{account}.blob.{cloud}");
        return new HostAccount(address, location is StorageLocation.InConnectionString ? text.Trim() : null);
    }

    // An emulator has the account in the path.
    private static bool IsSame(Uri one, Uri other) =>
        string.Equals(one.Authority, other.Authority, StringComparison.OrdinalIgnoreCase)
        && string.Equals(one.AbsolutePath.TrimEnd('/'), other.AbsolutePath.TrimEnd('/'), StringComparison.OrdinalIgnoreCase);

    private Uri Beside(string service) => new UriBuilder(Blobs) { Host = Blobs.Host.Replace(".blob.", $".{service}.", StringComparison.OrdinalIgnoreCase) }.Uri;
}
