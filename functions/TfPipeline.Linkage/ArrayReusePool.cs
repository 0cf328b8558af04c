namespace TfPipeline.Linkage;

/// <summary>
/// Arrays that one worker uses again. A linkage builds dozens of tables one after the other, each as large as the left side; without reuse, unused
/// ones waiting for collection would decide the peak of memory. Not safe for several threads.
/// </summary>
internal sealed class ArrayReusePool<T>
{
    private readonly List<T[]> _free = [];

    /// <summary>An array of at least this length and at most four times as long. It is not cleared.</summary>
    public T[] Rent(int length) => Rent(length, most: 4L * length);

    /// <summary>An array of exactly this length. It is not cleared.</summary>
    public T[] RentExactly(int length) => Rent(length, most: length);

    public void Return(T[] array) => _free.Add(array);

    private T[] Rent(int least, long most)
    {
        var at = _free.FindIndex(array => array.Length >= least && array.Length <= most);
        if (at < 0)
            return new T[least];
        var array = _free[at];
        _free.RemoveAt(at);
        return array;
    }
}
