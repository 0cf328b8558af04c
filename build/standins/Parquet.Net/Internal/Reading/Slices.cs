using System.Buffers;

namespace Parquet.Internal.Reading;

/// <summary>Where the byte arrays of a page lie.</summary>
internal sealed class Slices : IDisposable
{
    private int[] starts = [];
    private int[] lengths = [];

    public int Count { get; private set; }

    public ReadOnlySpan<int> Starts => starts.AsSpan(0, Count);

    public ReadOnlySpan<int> Lengths => lengths.AsSpan(0, Count);

    /// <summary>Plain encoding: four bytes of length before each value.</summary>
    public void FindPlain(ReadOnlySpan<byte> source, int count)
    {
        Reset(count);
        var at = 0;
        for (var i = 0; i < count; i++)
        {
            if (source.Length - at < 4)
                throw new InvalidDataException("a page ends before its last value");
            var length = BitConverter.ToInt32(source[at..]);
            at += 4;
            if ((uint)length > (uint)(source.Length - at))
                throw new InvalidDataException("a value is longer than its page");
            starts[i] = at;
            lengths[i] = length;
            at += length;
        }

        if (at != source.Length)
            throw new InvalidDataException("a page has bytes after its last value");
    }

    /// <summary>Values of one length.</summary>
    public void FindFixed(ReadOnlySpan<byte> source, int count, int length)
    {
        if (length <= 0 || source.Length != (long)count * length)
            throw new InvalidDataException("a page has another length than its values need");
        Reset(count);
        for (var i = 0; i < count; i++)
        {
            starts[i] = i * length;
            lengths[i] = length;
        }
    }

    public void Dispose()
    {
        Return(ref starts);
        Return(ref lengths);
        Count = 0;
    }

    private static void Return(ref int[] rented)
    {
        if (rented.Length > 0)
            ArrayPool<int>.Shared.Return(rented);
        rented = [];
    }

    private void Reset(int count)
    {
        if (starts.Length < count)
        {
            Dispose();
            starts = ArrayPool<int>.Shared.Rent(count);
            lengths = ArrayPool<int>.Shared.Rent(count);
        }

        Count = count;
    }
}
