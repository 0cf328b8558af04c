using Microsoft.Extensions.Logging;
using TfPipeline.Functions.Triggers;
using TfPipeline.Storage;

namespace TfPipeline.Functions.Tests.Triggers;

[Trait("tier", "unit")]
public sealed class BlobMessageTests
{
    [Theory]
    [InlineData("""{"specversion":"1.0","type":"Microsoft.Storage.BlobCreated","subject":"/blobServices/default/containers/uploads/blobs/E08000035/2019-04-01/a b.csv","data":{}}""")]
    [InlineData("""{"eventType":"Microsoft.Storage.BlobCreated","subject":"/blobServices/default/containers/uploads/blobs/E08000035/2019-04-01/a b.csv"}""")]
    [InlineData("""{"Type":"BlobTrigger","FunctionId":"Host.Functions.IngestUpload","BlobType":"BlockBlob","ContainerName":"uploads","BlobName":"E08000035/2019-04-01/a b.csv","ETag":"x"}""")]
    public void Finds_the_name_in_every_message_that_the_account_and_the_trigger_send(string message) =>
        Assert.Equal("E08000035/2019-04-01/a b.csv", BlobMessage.NameIn(message, PipelineContainer.Uploads));

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("Zebediah Quux")]
    [InlineData("""{"subject":7}""")]
    [InlineData("""{"subject":"/blobServices/default/containers/uploads/blobs/"}""")]
    [InlineData("""{"subject":"/blobServices/default/containers/extracts/blobs/Zebediah"}""")]
    [InlineData("""{"ContainerName":"runs","BlobName":"Zebediah"}""")]
    public void Finds_no_name_in_any_other_message(string message) => Assert.Null(BlobMessage.NameIn(message, PipelineContainer.Uploads));

    [Fact]
    public async Task Logs_a_message_that_cannot_be_read_once_without_its_text_and_lets_it_go()
    {
        var lines = new RecordedLines<BlobMessages>();
        var messages = new BlobMessages(lines);
        await messages.HandleAsync("Zebediah Quux", PipelineContainer.Uploads, _ => throw new InvalidOperationException("No name was found."));
        var line = Assert.Single(lines.Lines);
        Assert.Equal(LogLevel.Error, line.Level);
        Assert.DoesNotContain("Zebediah", line.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Leaves_a_fault_of_a_message_that_was_read_to_the_queue()
    {
        var messages = new BlobMessages(new RecordedLines<BlobMessages>());
        const string Marker = """{"subject":"/blobServices/default/containers/runs/blobs/run-1/panel-ready.json"}""";
        await Assert.ThrowsAsync<TimeoutException>(() => messages.HandleAsync(Marker, PipelineContainer.Runs, _ => throw new TimeoutException()));
    }
}
