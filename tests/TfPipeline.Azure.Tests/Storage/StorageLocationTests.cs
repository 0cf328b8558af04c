using TfPipeline.Azure.Storage;
using TfPipeline.Storage;

namespace TfPipeline.Azure.Tests.Storage;

[Trait("tier", "unit")]
public sealed class StorageLocationTests
{
    [Theory]
    [InlineData("demo")]
    [InlineData("./a;b=c")]
    [InlineData(@"C:\data")]
    public void A_path_is_a_folder(string text)
        => Assert.Equal(text, Assert.IsType<StorageLocation.InFolder>(StorageLocation.Parse(text)).Path);

    [Theory]
    [InlineData("UseDevelopmentStorage=true")]
    [InlineData("usedevelopmentstorage=true;")]
    [InlineData("DefaultEndpointsProtocol=https;AccountName=a;AccountKey=czNjcjN0;EndpointSuffix=core.windows.net")]
    [InlineData("BlobEndpoint=http://127.0.0.1:10000/a;AccountName=a;AccountKey=czNjcjN0")]
    public void A_connection_string_is_known_by_its_words_and_never_printed(string text)
    {
        var location = Assert.IsType<StorageLocation.InConnectionString>(StorageLocation.Parse(text));
        Assert.IsType<AzureBlobStorage>(location.Open());
        Assert.DoesNotContain("AccountKey", $"{location}", StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("czNjcjN0", $"{location}", StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("AccountKey=czNjcjN0")]
    [InlineData("AccountName=a;AccountKey=not base64 czNjcjN0!;EndpointSuffix=core.windows.net")]
    [InlineData("AccountName;AccountKey=czNjcjN0")]
    public void A_broken_connection_string_is_refused_and_never_printed(string text)
    {
        var refused = Assert.Throws<StorageLocationException>(() => StorageLocation.Parse(text).Open());
        Assert.DoesNotContain("czNjcjN0", refused.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void One_address_serves_all_accounts_and_three_serve_one_each()
    {
        var one = Assert.IsType<StorageLocation.InAccounts>(StorageLocation.Parse("https://a.blob.core.windows.net/"));
        Assert.Equal(new StorageLocation.InAccounts(one.Landing, one.Landing, one.Landing), one);
        var three = Assert.IsType<StorageLocation.InAccounts>(StorageLocation.Parse("https://l.example, https://w.example,https://a.example"));
        Assert.Equal(["l.example", "w.example", "a.example"], new[] { three.Landing.Host, three.Working.Host, three.Analytics.Host }, StringComparer.Ordinal);
        Assert.IsType<AzureBlobStorage>(three.Open(new NoCredential()));
    }

    [Theory]
    [InlineData("")]
    [InlineData("   ")]
    [InlineData("http://secret.blob.core.windows.net")]
    [InlineData("ftp://secret.example")]
    [InlineData("https://a.blob.core.windows.net/secret")]
    [InlineData("https://a.blob.core.windows.net/?sv=1&sig=secret")]
    [InlineData("https://user:secret@a.blob.core.windows.net/")]
    [InlineData("https://secret.example,https://b.example")]
    [InlineData("https://")]
    public void Anything_else_is_refused_and_not_repeated(string text)
        => Assert.DoesNotContain("secret", Assert.Throws<StorageLocationException>(() => StorageLocation.Parse(text)).ToString(), StringComparison.Ordinal);

    [Fact]
    public void A_folder_opens_as_a_folder()
        => Assert.IsType<FolderStorage>(StorageLocation.Parse("demo").Open());
}
