using System.Security.Cryptography;
using Azure.Storage.Blobs;
using TfPipeline.Azure.Storage;
using TfPipeline.Storage;
using TfPipeline.TestKit;

namespace TfPipeline.Azure.Tests.Storage;

[Trait("tier", "integration")]
public sealed class AzureBlobStorageTests : StorageContract
{
    protected override async Task<IBlobArea> NewAreaAsync()
        => AzureBlobStorage.ForConnectionString(await Azurite.NewAccountAsync())[PipelineContainer.Cohort];

    [Fact]
    public async Task A_reader_of_a_replaced_or_deleted_blob_is_told()
    {
        var area = await NewAreaAsync();
        await area.WriteAsync("x", Text("first"));
        await using var replaced = await area.OpenReadAsync("x");
        await area.WriteAsync("x", Text("other"));
        await Assert.ThrowsAsync<BlobChangedException>(() => replaced!.Content.CopyToAsync(Stream.Null));

        await using var deleted = await area.OpenReadAsync("x");
        await area.DeleteAsync("x");
        var thrown = Assert.Throws<BlobChangedException>(() => deleted!.Content.ReadByte());
        Assert.Equal(PipelineContainer.Cohort, thrown.Container);
    }

    [Fact]
    public async Task A_blob_of_several_blocks_becomes_visible_at_once()
    {
        var area = await NewAreaOfSmallBlocksAsync();
        await area.WriteAsync("big", (stream, token) => FillAsync(stream, Size, seed: 1, token), WriteCondition.IfAbsent);
        Assert.Equal(WriteOutcome.ConditionNotMet, await area.WriteAsync("big", (stream, token) => FillAsync(stream, Size, seed: 2, token), WriteCondition.IfAbsent));
        Assert.Equal(Size, (await area.FindAsync("big"))!.Length);
        await using var blob = await area.OpenReadAsync("big");
        Assert.Equal(await HashOfAsync(stream => FillAsync(stream, Size, seed: 1, default)), Convert.ToHexString(await SHA256.HashDataAsync(blob!.Content)));
    }

    [Fact]
    public async Task Two_writers_of_one_large_blob_never_mix_their_blocks()
    {
        var area = await NewAreaOfSmallBlocksAsync();
        await Task.WhenAll(Enumerable.Range(1, 2).Select(seed => Task.Run(
            () => area.WriteAsync("big", (stream, token) => FillAsync(stream, Size, seed, token)))));
        await using var blob = await area.OpenReadAsync("big");
        var hash = Convert.ToHexString(await SHA256.HashDataAsync(blob!.Content));
        Assert.Contains(hash, new[]
        {
            await HashOfAsync(stream => FillAsync(stream, Size, seed: 1, default)),
            await HashOfAsync(stream => FillAsync(stream, Size, seed: 2, default)),
        }, StringComparer.Ordinal);
    }

    [Fact]
    public async Task All_containers_live_in_the_one_account_of_a_connection_string()
    {
        var storage = StorageLocation.Parse(await Azurite.NewAccountAsync()).Open();
        foreach (var container in Enum.GetValues<PipelineContainer>())
        {
            Assert.Null(await storage[container].FindAsync("a"));
            await storage[container].WriteAsync("a", Text($"{container}"));
        }

        foreach (var container in Enum.GetValues<PipelineContainer>())
            Assert.Equal($"{container}", await ReadAsync(storage[container], "a"));
    }

    [Fact]
    public async Task A_fault_of_the_service_names_neither_blob_nor_address_nor_key()
    {
        var connection = await Azurite.NewAccountAsync();
        var key = connection.Split(';').Single(part => part.StartsWith("AccountKey=", StringComparison.Ordinal))["AccountKey=".Length..];
        var wrong = connection.Replace(key, Convert.ToBase64String(new byte[64]), StringComparison.Ordinal);
        var area = AzureBlobStorage.ForConnectionString(wrong)[PipelineContainer.Uploads];
        foreach (var act in new Func<Task>[]
        {
            () => area.FindAsync("secret-name.csv"),
            () => area.WriteAsync("secret-name.csv", Text("1")),
            () => area.DeleteAsync("secret-name.csv"),
            () => NamesAsync(area, "secret-name"),
        })
        {
            var fault = await Assert.ThrowsAsync<StorageFaultException>(act);
            Assert.DoesNotContain("secret-name", fault.ToString(), StringComparison.Ordinal);
            Assert.DoesNotContain("127.0.0.1", fault.ToString(), StringComparison.Ordinal);
            Assert.DoesNotContain(key, fault.ToString(), StringComparison.Ordinal);
            Assert.False(fault.IsTransient);
            Assert.True(fault.IsRefused);
        }
    }

    [Fact]
    public void An_account_that_the_role_was_not_given_is_named()
    {
        var storage = AzureBlobStorage.ForAccounts(null, new Uri("https://working.example/"), null, new NoCredential());
        Assert.NotNull(storage[PipelineContainer.Panel]);
        var refused = Assert.Throws<InvalidOperationException>(() => storage[PipelineContainer.Uploads]);
        Assert.Contains("Landing", refused.Message, StringComparison.Ordinal);
    }

    private const int Size = 7 * 1024 * 1024;

    private static async Task<IBlobArea> NewAreaOfSmallBlocksAsync()
    {
        var account = new BlobServiceClient(await Azurite.NewAccountAsync());
        var sizes = new AzureUploadSizes(OneRequest: 1024 * 1024, Block: 1024 * 1024);
        return new AzureBlobArea(account.GetBlobContainerClient("cohort"), PipelineContainer.Cohort, makeContainer: true, sizes);
    }

    private static async Task FillAsync(Stream stream, int size, int seed, CancellationToken cancellationToken)
    {
        var random = new Random(seed);
        var chunk = new byte[1024 * 1024];
        for (var written = 0; written < size; written += chunk.Length)
        {
            random.NextBytes(chunk);
            await stream.WriteAsync(chunk, cancellationToken);
        }
    }

    private static async Task<string> HashOfAsync(Func<Stream, Task> write)
    {
        using var content = new MemoryStream();
        await write(content);
        return Convert.ToHexString(SHA256.HashData(content.GetBuffer().AsSpan(0, (int)content.Length)));
    }
}
