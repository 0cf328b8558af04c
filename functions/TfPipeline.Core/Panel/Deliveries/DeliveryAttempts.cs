using TfPipeline.Storage;

namespace TfPipeline.Core.Panel.Deliveries;

/// <summary>
/// Counts how often reading a delivery ended the whole process. Deliveries are read by native code: a file that can crash it would be
/// taken up again and again by whoever runs the steps. A count is stored before the reading and goes when the reading ends in any way
/// that this process survives, so what is left was a death: of a crash, or of a kill from outside, which the count cannot tell apart.
/// It belongs to one step of one run; another run starts at nothing.
/// </summary>
/// <param name="area">Where counts lie: the links container.</param>
/// <param name="runId">The run.</param>
public sealed class DeliveryAttempts(IBlobArea area, string runId)
{
    /// <summary>Deaths after which a delivery is no longer read.</summary>
    public const int Most = 3;

    /// <summary>Reads a delivery, unless reading it has ended the process too often.</summary>
    /// <param name="department">Code of the department.</param>
    /// <param name="step">Name of the step, unique within run and department.</param>
    /// <param name="read">The reading.</param>
    /// <param name="cancellationToken">Stops the work; being stopped so is no death.</param>
    /// <exception cref="DeliveryException">It ended the process <see cref="Most"/> times.</exception>
    public async Task<T> CountAsync<T>(string department, string step, Func<Task<T>> read, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(read);
        var blob = $"{runId}/{department}/attempts/{step}";
        var deaths = await DeathsAsync(blob, cancellationToken);
        if (deaths >= Most)
            throw new DeliveryException(new DeliveryFinding(department, DeliveryRule.ProcessSurvives));
        await area.WriteAsync(blob, async (stream, ct) => await stream.WriteAsync(new byte[deaths + 1], ct), cancellationToken: cancellationToken);
        try
        {
            return await read();
        }
        finally
        {
            await area.DeleteAsync(blob, CancellationToken.None);
        }
    }

    // The blob's length is the count: nothing in it can be of a wrong form.
    private async Task<long> DeathsAsync(string blob, CancellationToken cancellationToken) => await area.FindAsync(blob, cancellationToken) is { } found ? found.Length : 0;
}
