using System.Diagnostics;
using TfPipeline.Azure.Storage;
using TfPipeline.Cli.Terminal;
using TfPipeline.Storage;

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

    [Fact]
    public async Task Links_pipes_and_names_that_are_not_utf_8_are_counted_and_none_is_waited_for()
    {
        if (OperatingSystem.IsWindows())
            return;
        var drop = _folder.CreateSubdirectory("landing/uploads/E08000035/2018-03-31").FullName;
        await File.WriteAllTextAsync(Path.Combine(drop, "list.csv"), "x");
        await File.WriteAllTextAsync(Path.Combine(drop, "empty.csv"), "");
        File.CreateSymbolicLink(Path.Combine(drop, "link.csv"), Path.Combine(drop, "list.csv"));
        using (var made = Process.Start("sh", ["-c", "mkfifo \"$0/pipe.csv\"; : > \"$0/$(printf 'Zo\\353').csv\"", drop]))
            await made.WaitForExitAsync();
        var found = FolderOddities.Below(_folder.FullName);
        var sentence = StoreLayout.PassedOver(StorageLocation.Parse(_folder.FullName));
        var listed = new List<string>();
        await foreach (var entry in new FolderStorage(_folder.FullName)[PipelineContainer.Uploads].ListAsync(string.Empty))
            listed.Add(entry.Name);

        // Only a shell can name the file again, to delete it.
        using (var deleted = Process.Start("sh", ["-c", "rm -f \"$0\"/Zo*", drop]))
            await deleted.WaitForExitAsync();
        Assert.Equal(new FolderOddities(1, 1, 1), found);
        Assert.StartsWith("passed over in landing/uploads: 1 links, 1 pipes", sentence, StringComparison.Ordinal);
        Assert.Equal(["E08000035/2018-03-31/empty.csv", "E08000035/2018-03-31/list.csv"], listed);
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
