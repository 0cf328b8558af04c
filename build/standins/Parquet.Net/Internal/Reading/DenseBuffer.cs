using System.Buffers;

namespace Parquet.Internal.Reading;

/// <summary>Rented room for the values of a page before they are put into their rows.</summary>
internal sealed class DenseBuffer<T> : IDisposable
{
    private T[] rented = [];

    public Span<T> Take(int count)
    {
        if (rented.Length < count)
        {
            Dispose();
            rented = ArrayPool<T>.Shared.Rent(count);
        }

        return rented.AsSpan(0, count);
    }

    public void Dispose()
    {
        if (rented.Length > 0)
            ArrayPool<T>.Shared.Return(rented);
        rented = [];
    }
}
