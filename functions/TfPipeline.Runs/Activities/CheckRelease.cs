using TfPipeline.Core.Release.Decisions;

namespace TfPipeline.Runs.Activities;

/// <summary>Looks whether another run has the release's name, before hours of linkage. The link role may only read the register.</summary>
public sealed class CheckRelease(ReleaseRegister register) : GuardedActivity<NameRequest, NameChecked>
{
    /// <inheritdoc />
    protected override async Task<NameChecked> StepAsync(NameRequest input, CancellationToken cancellationToken)
    {
        var history = await register.ReadAsync(input.Release, cancellationToken);
        return new NameChecked(!history.IsFree && history.Run != input.RunId);
    }
}
