using TfPipeline.Azure.Storage;

namespace TfPipeline.Azure.Tests.Storage;

[Trait("tier", "unit")]
public sealed class HostAccountTests
{
    private const string Key = "bWFya2Vk";
    private const string Emulator = "DefaultEndpointsProtocol=http;AccountName=one;AccountKey=bWFya2Vk;BlobEndpoint=http://127.0.0.1:1/one;QueueEndpoint=http://127.0.0.1:2/one;TableEndpoint=http://127.0.0.1:3/one;";

    private static readonly StorageLocation Data =
        StorageLocation.Parse("https://landing.blob.core.windows.net,https://working.blob.core.windows.net,https://analytics.blob.core.windows.net");

    [Fact]
    public void Finds_queues_and_tables_beside_the_blobs()
    {
        var account = HostAccount.Parse("https://linkhost.blob.core.windows.net", Data);
        Assert.Equal(
            ("https://linkhost.queue.core.windows.net/", "https://linkhost.table.core.windows.net/", null),
            (account.Queues.ToString(), account.Tables.ToString(), account.ConnectionString));
    }

    [Theory]
    [InlineData("https://working.blob.core.windows.net")]
    [InlineData("https://WORKING.blob.core.windows.net/")]
    public void Refuses_an_account_that_holds_data(string host) => Refuses(host, Data, "needs an account of its own");

    [Fact]
    public void Refuses_an_emulators_account_that_holds_data_and_takes_another()
    {
        Refuses(Emulator, StorageLocation.Parse(Emulator), "needs an account of its own");
        Assert.NotNull(HostAccount.Parse(Emulator, StorageLocation.Parse(Emulator.Replace("one", "two", StringComparison.Ordinal))).ConnectionString);
    }

    [Theory]
    [InlineData("a folder", "one account")]
    [InlineData("https://a.blob.core.windows.net,https://b.blob.core.windows.net,https://c.blob.core.windows.net", "one account")]
    [InlineData("DefaultEndpointsProtocol=https;AccountName=linkhost;AccountKey=bWFya2Vk;EndpointSuffix=core.windows.net", "with an identity")]
    [InlineData("https://linkhost.queue.core.windows.net", "that of its blobs")]
    public void Refuses_what_is_no_host_account(string host, string reason) => Refuses(host, Data, reason);

    [Theory]
    [InlineData("a folder", true)]
    [InlineData(Emulator, true)]
    [InlineData("UseDevelopmentStorage=true", true)]
    [InlineData("https://landing.blob.core.windows.net", false)]
    [InlineData("DefaultEndpointsProtocol=https;AccountName=landing;AccountKey=bWFya2Vk;EndpointSuffix=core.windows.net", false)]
    public void Tells_this_machine_from_Azure(string storage, bool isLocal) => Assert.Equal(isLocal, StorageLocation.Parse(storage).IsLocal);

    private static void Refuses(string host, StorageLocation data, string reason)
    {
        var fault = Assert.Throws<StorageLocationException>(() => HostAccount.Parse(host, data));
        Assert.Contains(reason, fault.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(Key, fault.Message, StringComparison.Ordinal);
    }
}
