using TfPipeline.Core.Panel.Deliveries;
using TfPipeline.Core.Tests.Children;
using TfPipeline.Storage;
using TfPipeline.TestKit;

namespace TfPipeline.Core.Tests.Panel;

/// <summary>A delivery that ends the process three times is refused by name; one that merely fails is not counted.</summary>
[Trait("tier", "integration")]
public sealed class DeliveryAttemptsTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public async Task A_delivery_that_ended_the_process_three_times_is_not_read_again()
    {
        for (var death = 0; death < DeliveryAttempts.Most; death++)
        {
            var (exit, _, error) = await Child.RunAsync(TimeSpan.FromMinutes(2), DyingRead.Command, _folder.Path);
            Assert.True(exit is not null and not 0 and not 2, error);
        }

        var wasRead = false;
        var fault = await Assert.ThrowsAsync<DeliveryException>(() => ReadAsync(DyingRead.Run, () => Task.FromResult(wasRead = true)));

        Assert.Equal(
            "Delivery of county-library: reading it ended the process 3 times. If the process was stopped from outside, start another run; else make the files again and deliver under a new name.",
            fault.Message);
        Assert.False(wasRead);
        Assert.True(await ReadAsync("run-2", () => Task.FromResult(true)), "another run starts at nothing");
    }

    [Fact]
    public async Task Success_and_exceptions_are_no_deaths()
    {
        for (var i = 0; i < 2 * DeliveryAttempts.Most; i++)
            await Assert.ThrowsAsync<TimeoutException>(() => ReadAsync(DyingRead.Run, () => throw new TimeoutException()));

        Assert.True(await ReadAsync(DyingRead.Run, () => Task.FromResult(true)));
        var left = new FolderStorage(_folder.Path)[PipelineContainer.Links].ListAsync(string.Empty);
        await foreach (var blob in left)
            Assert.Fail(blob.Name);
    }

    public void Dispose() => _folder.Dispose();

    private Task<bool> ReadAsync(string run, Func<Task<bool>> read) => DyingRead.Attempts(_folder.Path, run).CountAsync(DyingRead.Department, "plan", read, CancellationToken.None);
}
