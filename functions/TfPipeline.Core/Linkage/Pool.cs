using System.Collections.Concurrent;

namespace TfPipeline.Core.Linkage;

/// <summary>Things that are dear to make and serve one worker at a time.</summary>
internal class Pool<T>(Func<T> make)
{
    protected ConcurrentBag<T> Free { get; } = [];

    public T Rent() => Free.TryTake(out var free) ? free : make();

    public void Return(T one) => Free.Add(one);

    public async Task<TResult> UseAsync<TResult>(Func<T, Task<TResult>> use)
    {
        var one = Rent();
        var result = await use(one);
        // One that failed half-way is not used again.
        Return(one);
        return result;
    }
}

/// <summary>The same for things that must be disposed of.</summary>
internal sealed class DisposingPool<T>(Func<T> make) : Pool<T>(make), IDisposable
    where T : IDisposable
{
    public void Dispose()
    {
        foreach (var one in Free)
            one.Dispose();
    }
}
