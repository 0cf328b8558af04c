using System.Runtime.ExceptionServices;
using Microsoft.Azure.Functions.Worker;
using TfPipeline.Functions.Roles;
using TfPipeline.Functions.Stages;
using TfPipeline.Storage;

namespace TfPipeline.Functions.Triggers;

/// <summary>Deletes what is past its days: raw identifiers and links in the link role, estimates and proposals in the release role.</summary>
[RunsIn(AppRole.Link, AppRole.Release)]
public sealed class RetentionTrigger(IEnumerable<IRetentionSweep> sweeps)
{
    /// <summary>Runs on <c>RetentionSchedule</c>.</summary>
    [Function(nameof(RetentionSweep))]
    public async Task RetentionSweep([TimerTrigger("%RetentionSchedule%")] TimerInfo timer, CancellationToken cancellationToken)
    {
        // What one sweep can't delete must not keep another from deleting what it can.
        Exception? first = null;
        foreach (var sweep in sweeps)
        {
            try
            {
                await sweep.SweepAsync(cancellationToken);
            }
            catch (Exception fault) when (!cancellationToken.IsCancellationRequested)
            {
                first ??= fault;
            }
        }

        if (first is not null)
            ExceptionDispatchInfo.Throw(first);
    }
}
