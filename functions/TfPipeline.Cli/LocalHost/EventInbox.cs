namespace TfPipeline.Cli.LocalHost;

/// <summary>Events from outside: each one completes one wait of its name, in order; one that nobody waits for yet is kept.</summary>
internal sealed class EventInbox
{
    private readonly Dictionary<string, LinkedList<IWait>> waits = new(StringComparer.OrdinalIgnoreCase);
    private readonly List<EventRaised> kept = [];

    /// <summary>Events that no code has taken.</summary>
    public IReadOnlyList<EventRaised> Kept => kept;

    public int OpenWaits => waits.Values.Sum(list => list.Count(one => one.IsOpen));

    public Task<T> Wait<T>(string name, CancellationToken cancellationToken)
    {
        var wait = new WaitFor<T>();
        var at = kept.FindIndex(one => string.Equals(one.Name, name, StringComparison.OrdinalIgnoreCase));
        if (at >= 0)
        {
            wait.Complete(kept[at].Payload);
            kept.RemoveAt(at);
            return wait.Task;
        }

        if (!waits.TryGetValue(name, out var list))
            waits[name] = list = [];
        list.AddLast(wait);
        if (cancellationToken.CanBeCanceled)
            cancellationToken.UnsafeRegister(_ => wait.Cancel(cancellationToken), null);
        return wait.Task;
    }

    public void Raise(EventRaised raised)
    {
        while (waits.TryGetValue(raised.Name, out var list) && list.First is { } first)
        {
            list.RemoveFirst();
            if (!first.Value.IsOpen)
                continue;
            first.Value.Complete(raised.Payload);
            return;
        }

        kept.Add(raised);
    }

    private interface IWait
    {
        bool IsOpen { get; }

        void Complete(string? json);
    }

    private sealed class WaitFor<T> : IWait
    {
        private readonly TaskCompletionSource<T> source = new();

        public Task<T> Task => source.Task;

        public bool IsOpen => !source.Task.IsCompleted;

        public void Complete(string? json) => source.TrySetResult(Payload.Read<T>(json)!);

        public void Cancel(CancellationToken token) => source.TrySetCanceled(token);
    }
}
