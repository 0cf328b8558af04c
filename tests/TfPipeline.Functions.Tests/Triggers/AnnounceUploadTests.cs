using System.Diagnostics;
using Azure.Storage.Queues;
using TfPipeline.Functions.Tests.HostLogs;
using TfPipeline.Functions.Triggers;
using TfPipeline.Storage;
using TfPipeline.TestKit;

namespace TfPipeline.Functions.Tests.Triggers;

/// <summary>The command of the README that tells the app about an upload where no Event Grid is.</summary>
[Trait("tier", "integration")]
public sealed class AnnounceUploadTests
{
    private const string Upload = "E08000035/2019-04-01/people.csv";

    [Fact]
    public async Task Puts_a_message_into_the_queue_that_the_host_decodes_and_the_app_reads()
    {
        var account = await Azurite.NewAccountAsync();
        var parts = account.Split(';', StringSplitOptions.RemoveEmptyEntries).ToDictionary(part => part[..part.IndexOf('=', StringComparison.Ordinal)], part => part[(part.IndexOf('=', StringComparison.Ordinal) + 1)..], StringComparer.Ordinal);
        var start = new ProcessStartInfo("sh", [Path.Combine(HostLog.Root, "docs/samples/announce-upload.sh"), Upload]) { UseShellExecute = false, RedirectStandardError = true };
        start.Environment["AZURITE_QUEUES"] = parts["QueueEndpoint"];
        start.Environment["AZURITE_KEY"] = parts["AccountKey"];
        using var script = Process.Start(start)!;
        var errors = await script.StandardError.ReadToEndAsync();
        await script.WaitForExitAsync();
        Assert.True(script.ExitCode == 0, errors);

        // The host reads Base64 unless host.json says otherwise, which it does not.
        var queue = new QueueClient(account, "upload-events", new QueueClientOptions { MessageEncoding = QueueMessageEncoding.Base64 });
        var message = (await queue.ReceiveMessageAsync()).Value;
        Assert.Equal(Upload, BlobMessage.NameIn(message.Body.ToString(), PipelineContainer.Uploads));
    }
}
