namespace TfPipeline.Functions.Stages;

/// <summary>One kind of deletion that a role's daily sweep does.</summary>
public interface IRetentionSweep
{
    /// <summary>Deletes what is past its days.</summary>
    Task SweepAsync(CancellationToken cancellationToken);
}
