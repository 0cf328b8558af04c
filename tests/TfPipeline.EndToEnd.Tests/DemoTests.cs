using TfPipeline.Azure.Storage;
using TfPipeline.EndToEnd.Tests.Tools;
using TfPipeline.Storage;
using TfPipeline.TestKit;

namespace TfPipeline.EndToEnd.Tests;

/// <summary>The first command of the README, with fewer families.</summary>
[Trait("tier", "e2e")]
public sealed class DemoTests : IDisposable
{
    private readonly Workspace _workspace = new();

    public void Dispose() => _workspace.Dispose();

    [Fact]
    public async Task A_demonstration_prints_a_summary_and_is_the_same_on_Azurite()
    {
        var folder = (await DemoAsync("folder")).Expect(0);
        foreach (var part in new[] { "SYNTHETIC", "precision", "recall", "report.html", "by the demonstration itself" })
            Assert.Contains(part, folder.Output, StringComparison.OrdinalIgnoreCase);
        var sums = Directory.GetFiles(Path.Combine(_workspace["folder"], "store", "analytics"), "SHA256SUMS", SearchOption.AllDirectories).Single();
        var release = Path.GetDirectoryName(sums)!;
        var expected = await Stores.DigestsAsync(new FolderStorage(StoreAbove(release))[PipelineContainer.Analytics]);

        var connection = await Azurite.NewAccountAsync();
        var azurite = (await DemoAsync("azurite", "--storage", connection)).Expect(0);
        Assert.Equal(expected, await Stores.DigestsAsync(AzureBlobStorage.ForConnectionString(connection)[PipelineContainer.Analytics]));
        Assert.DoesNotContain("AccountKey", azurite.All, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task A_folder_that_no_demonstration_made_is_left_alone()
    {
        var precious = Path.Combine(Directory.CreateDirectory(_workspace["mine"]).FullName, "precious");
        await File.WriteAllTextAsync(precious, "kept");
        (await DemoAsync("mine")).ExpectRefusal(2);
        Assert.Equal("kept", await File.ReadAllTextAsync(precious));
    }

    private Task<TfpResult> DemoAsync(string folder, params string[] more)
        => _workspace.Tfp.RunAsync(["demo", "--families", "100", "--seed", "3", "--out", _workspace[folder], .. more]);

    /// <summary>The release lies in {store}/analytics/analytics/{release}.</summary>
    private static string StoreAbove(string release) => Path.GetFullPath(Path.Combine(release, "..", "..", ".."));
}
