using System.Runtime.CompilerServices;
using System.Threading.Channels;

namespace TfPipeline.Core.Intake;

/// <summary>Reads accepted rows on one thread while the caller works on the batches before.</summary>
internal static class RowStream
{
    private const int BatchesAhead = 4;

    public static async IAsyncEnumerable<AcceptedRows> ReadAsync(
        Stream stream, RowContext context, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var channel = Channel.CreateBounded<AcceptedRows>(new BoundedChannelOptions(BatchesAhead) { SingleReader = true, SingleWriter = true });
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var reading = Task.Factory.StartNew(
            () => Produce(stream, context, channel.Writer, stop.Token), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        try
        {
            await foreach (var batch in channel.Reader.ReadAllAsync(cancellationToken))
                yield return batch;
        }
        finally
        {
            await stop.CancelAsync();
            await reading;
        }
    }

    // The reader is synchronous, so a full channel holds its thread up.
    private static void Produce(Stream stream, RowContext context, ChannelWriter<AcceptedRows> writer, CancellationToken stop)
    {
        Exception? fault = null;
        try
        {
            CouncilFileValidator.Validate(stream, context, batch => writer.WriteAsync(batch, stop).AsTask().GetAwaiter().GetResult(), stop);
        }
#pragma warning disable CA1031 // It is thrown again where the batches are read.
        catch (Exception e)
#pragma warning restore CA1031
        {
            fault = e;
        }

        writer.Complete(fault);
    }
}
