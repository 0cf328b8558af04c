using TfPipeline.Core.Storage;
using TfPipeline.Functions.Triggers;

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
    public void Refuses_any_other_message_without_repeating_it(string message)
    {
        var fault = Assert.Throws<BlobMessageException>(() => BlobMessage.NameIn(message, PipelineContainer.Uploads));
        Assert.DoesNotContain("Zebediah", fault.ToString(), StringComparison.Ordinal);
    }
}
