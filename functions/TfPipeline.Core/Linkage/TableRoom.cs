namespace TfPipeline.Core.Linkage;

/// <summary>
/// Arrays that are used again by what the same worker builds next. Tables of blocks come and go by the dozen, each as large as the left side; left to
/// the collector, the dead ones would set the peak of memory. Not for several threads at once.
/// </summary>
internal sealed class TableRoom<T>
{
    private readonly List<T[]> _free = [];

    /// <summary>An array of at least so many, and up to four times as many; what is in it is left from its last use.</summary>
    public T[] Rent(int length) => Rent(length, most: 4L * length);

    /// <summary>An array of so many.</summary>
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
