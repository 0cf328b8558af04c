using System.Collections.Concurrent;

namespace TfPipeline.Core.Linkage;

/// <summary>Things that are dear to make and serve one worker at a time.</summary>
internal sealed class Pool<T>(Func<T> make) : IDisposable
    where T : IDisposable
{
    private readonly ConcurrentBag<T> _free = [];

    public async Task<TResult> UseAsync<TResult>(Func<T, Task<TResult>> use)
    {
        var one = _free.TryTake(out var free) ? free : make();
        var result = await use(one);
        // One that failed half-way is not used again.
        _free.Add(one);
        return result;
    }

    public void Dispose()
    {
        foreach (var one in _free)
            one.Dispose();
    }
}
