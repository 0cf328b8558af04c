using System.Collections.Concurrent;
using TfPipeline.Cli.LocalHost;

namespace TfPipeline.Functions.Tests.LocalHost;

/// <summary>A local host over sample functions, its journals in a folder of its own.</summary>
internal sealed class HostFixture : IDisposable
{
    private readonly TemporaryFolder folder;
    private readonly List<LocalTaskHost> hosts = [];

    public HostFixture(TemporaryFolder? folder = null) => this.folder = folder ?? new TemporaryFolder();

    public SkippingTime Time { get; } = new();

    public ConcurrentQueue<InstanceStatus> Steps { get; } = new();

    /// <summary>What the sample activities did, in the order in which they did it.</summary>
    public ConcurrentQueue<string> Done { get; } = new();

    public TemporaryFolder Folder => folder;

    public JournalFolder Journals => new(folder.Path);

    public LocalTaskHost Host(Type functions, CrashPoints? crash = null, int atOnce = 2)
    {
        var host = new LocalTaskHost(new LocalHostSetup(
            new FunctionCatalogue([functions, typeof(SampleActivities)]), _ => new SampleActivities(Done), folder.Path, Time)
        {
            AtOnce = atOnce,
            Crash = crash ?? CrashPoints.None,
            Progress = Steps.Enqueue,
        });
        hosts.Add(host);
        return host;
    }

    public IReadOnlyList<HistoryEvent> Journal(string instanceId) => TfPipeline.Cli.LocalHost.Journal.Peek(Journals.PathOf(instanceId))!;

    public void Dispose()
    {
        hosts.ForEach(host => host.Dispose());
        folder.Dispose();
    }
}
