using TfPipeline.Azure.Storage;
using TfPipeline.Cli.Terminal;

namespace TfPipeline.Cli.Tests;

[Trait("tier", "unit")]
public sealed class StoreLayoutTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("tfp-layout-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Theory]
    [InlineData("uploads", "has uploads/ at its root")]
    [InlineData("elsewhere", "neither landing/ nor working/")]
    public void A_folder_that_is_no_store_is_refused_with_the_layout(string part, string words)
    {
        _folder.CreateSubdirectory(part);
        var fault = Assert.Throws<UsageException>(() => StoreLayout.Check(StorageLocation.Parse(_folder.FullName)));
        Assert.Contains(words, fault.Message, StringComparison.Ordinal);
        Assert.Contains("landing/uploads/{gss}/{yyyy-mm-dd}/", fault.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("landing")]
    [InlineData("working")]
    public void A_store_is_one(string part)
    {
        _folder.CreateSubdirectory(part);
        StoreLayout.Check(StorageLocation.Parse(_folder.FullName));
    }
}
