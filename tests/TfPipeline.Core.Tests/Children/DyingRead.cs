using System.Diagnostics;
using TfPipeline.Core.Panel.Deliveries;
using TfPipeline.Storage;

namespace TfPipeline.Core.Tests.Children;

/// <summary>Begins to read a delivery and is killed in the middle of it, as by a crash of native code.</summary>
internal static class DyingRead
{
    public const string Command = "die-reading";
    public const string Department = "county-library";
    public const string Run = "run-1";

    public static Task RunAsync(string folder) => Attempts(folder).CountAsync<int>(Department, "plan", () =>
    {
        Process.GetCurrentProcess().Kill();
        return Task.FromResult(0);
    }, CancellationToken.None);

    public static DeliveryAttempts Attempts(string folder, string run = Run) => new(new FolderStorage(folder)[PipelineContainer.Links], run);
}
