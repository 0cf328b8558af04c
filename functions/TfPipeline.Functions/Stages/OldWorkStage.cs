using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using TfPipeline.Core.Retention;
using TfPipeline.Functions.Settings;
using TfPipeline.Storage;

namespace TfPipeline.Functions.Stages;

/// <summary>The sweep of what runs left behind, within the role's rights.</summary>
public sealed class OldWorkStage(
    IPipelineStorage storage, IOptions<RoleSettings> role, IOptions<RetentionSettings> settings, TimeProvider time, ILogger<OldWorkStage> logger) : IRetentionSweep
{
    /// <summary>Deletes what the account would keep longer than allowed, its own soft-delete days counted in.</summary>
    public async Task SweepAsync(CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var days = settings.Value;
        var deleted = await new OldWorkSweeper(storage).SweepAsync(
            role.Value.Role, now.AddDays(days.SoftDeleteDays - days.LinkRetentionDays), now.AddDays(days.SoftDeleteDays - days.ResultRetentionDays), now, cancellationToken);
        logger.OldWorkSwept(deleted);
    }
}
