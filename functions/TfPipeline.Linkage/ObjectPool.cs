using System.Collections.Concurrent;

namespace TfPipeline.Linkage;

/// <summary>Objects that are expensive to make and used by one worker at a time.</summary>
internal class ObjectPool<T>(Func<T> make)
{
    protected ConcurrentBag<T> Free { get; } = [];

    public T Rent() => Free.TryTake(out var free) ? free : make();

    public void Return(T one) => Free.Add(one);

    public async Task<TResult> UseAsync<TResult>(Func<T, Task<TResult>> use)
    {
        var one = Rent();
        var result = await use(one);
        // An object whose use failed is not used again.
        Return(one);
        return result;
    }
}

/// <summary>The same for disposable objects.</summary>
internal sealed class DisposingObjectPool<T>(Func<T> make) : ObjectPool<T>(make), IDisposable
    where T : IDisposable
{
    public void Dispose()
    {
        foreach (var one in Free)
            one.Dispose();
    }
}
