using System.Runtime.CompilerServices;
using System.Threading.Channels;

namespace TfPipeline.Core.Submissions;

/// <summary>Produces items ahead of the caller, up to a limit. An exception of the producer is thrown to the caller.</summary>
internal static class PrefetchingReader
{
    /// <param name="make">Makes the items in order and hands each on; the hand-over waits while too many are ahead.</param>
    /// <param name="items">How many may be ahead.</param>
    /// <param name="cancellationToken">Stops both sides.</param>
    public static async IAsyncEnumerable<T> RunAsync<T>(
        Func<Func<T, Task>, CancellationToken, Task> make, int items, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var channel = Channel.CreateBounded<T>(new BoundedChannelOptions(items) { SingleReader = true, SingleWriter = true });
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var making = MakeAsync(make, channel.Writer, stop.Token);
        try
        {
            await foreach (var item in channel.Reader.ReadAllAsync(cancellationToken))
                yield return item;
        }
        finally
        {
            await stop.CancelAsync();
            await making;
        }
    }

    private static async Task MakeAsync<T>(Func<Func<T, Task>, CancellationToken, Task> make, ChannelWriter<T> writer, CancellationToken stop)
    {
        Exception? fault = null;
        try
        {
            await Task.Run(() => make(item => writer.WriteAsync(item, stop).AsTask(), stop), CancellationToken.None);
        }
#pragma warning disable CA1031 // It is thrown again where the items are read.
        catch (Exception e)
#pragma warning restore CA1031
        {
            fault = e;
        }

        writer.Complete(fault);
    }
}
