using TfPipeline.Core.Submissions;
using TfPipeline.Intake;
using TfPipeline.TestKit;

namespace TfPipeline.Core.Tests.Submissions;

/// <summary>What nobody filed gets no receipt, and what somebody filed in a wrong folder gets one where they can see it.</summary>
[Trait("tier", "unit")]
public sealed class FolderNoiseTests : IDisposable
{
    private readonly IngestBench _bench = new();

    public void Dispose() => _bench.Dispose();

    [Theory]
    [InlineData("E08000035/2018-03-31/.DS_Store", 6148)]
    [InlineData("E08000035/2018-03-31/Thumbs.db", 0)]
    [InlineData("E08000035/2018-03-31/_SUCCESS", 0)]
    [InlineData("E08000035/2018-03-31/._list.csv", 4096)]
    [InlineData("E08000035/2018-03-31/~$list.xlsx", 165)]
    [InlineData("E08000035/2018-03-31", 0)]
    [InlineData("E08000035", 0)]
    [InlineData("E08000035/2018-03-31/", 0)]
    public void Stubs_and_system_files_are_noise(string name, long length) => Assert.True(UploadPath.Parse(name).IsFolderNoise(length));

    [Theory]
    [InlineData("E08000035/2018-03-31/list.csv", 0)]
    [InlineData("E08000035/2018-03-31", 10)]
    [InlineData("list.csv", 10)]
    public void What_somebody_filed_is_not(string name, long length) => Assert.False(UploadPath.Parse(name).IsFolderNoise(length));

    [Fact]
    public async Task Noise_is_neither_waiting_nor_refused()
    {
        var name = IngestBench.Name("2018-03-31", ".DS_Store");
        await _bench.PutAsync(name, [1, 2, 3]);
        Assert.Empty(await new UploadBatch(_bench.Storage, _bench.Keys).FindAsync());
        Assert.Equal(IngestAction.Noise, (await _bench.Ingestor.IngestAsync(name)).Action);
        Assert.Empty(await _bench.StatesAsync());
    }

    [Fact]
    public async Task A_code_in_small_letters_is_refused_where_the_council_sees_it()
    {
        var outcome = await _bench.DropAsync("e08000035/2018-03-31/list.csv", CouncilCsv.Of().Bytes());
        Assert.Equal((ReceiptStatus.Refused, "E08000035/no-drop/"), (outcome.Status, outcome.ReceiptFolder));
        Assert.Contains("in capitals", await _bench.ReceiptAsync(outcome), StringComparison.Ordinal);
    }
}
