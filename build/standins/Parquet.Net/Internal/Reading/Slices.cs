using System.Buffers;
using Parquet.Internal.Encodings;

namespace Parquet.Internal.Reading;

/// <summary>Where the byte arrays of a page lie.</summary>
internal sealed class Slices : IDisposable
{
    private const int MaxJoinedBytes = 256 << 20;

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

    /// <summary>DELTA_LENGTH_BYTE_ARRAY: all lengths, then all bytes.</summary>
    public void FindDeltaLengths(ReadOnlySpan<byte> source, int count)
    {
        Reset(count);
        var at = ReadLengths(source, lengths.AsSpan(0, count));
        for (var i = 0; i < count; i++)
        {
            if ((uint)lengths[i] > (uint)(source.Length - at))
                throw new InvalidDataException("a value is longer than its page");
            starts[i] = at;
            at += lengths[i];
        }

        if (at != source.Length)
            throw new InvalidDataException("a page has bytes after its last value");
    }

    /// <summary>
    /// DELTA_BYTE_ARRAY: lengths of the prefix shared with the value before, then the suffixes. The values are put
    /// together in the buffer.
    /// </summary>
    public void JoinDeltaByteArrays(ReadOnlySpan<byte> source, int count, ByteBuffer joined)
    {
        using var prefixes = new Slices();
        prefixes.Reset(count);
        var shared = prefixes.lengths.AsSpan(0, count);
        var at = ReadLengths(source, shared);
        var suffixes = source[at..];
        FindDeltaLengths(suffixes, count);
        joined.Clear();
        var (lastStart, lastLength) = (0, 0);
        for (var i = 0; i < count; i++)
        {
            if ((uint)shared[i] > (uint)lastLength)
                throw new InvalidDataException("a value shares more than the value before has");
            var length = (long)shared[i] + lengths[i];
            if (joined.Length + length > MaxJoinedBytes)
                throw new InvalidDataException("a page's values take more than 256 MiB");
            var start = joined.Length;
            var target = joined.Reserve((int)length);
            joined.Written.Slice(lastStart, shared[i]).CopyTo(target);
            suffixes.Slice(starts[i], lengths[i]).CopyTo(target[shared[i]..]);
            joined.Advance((int)length);
            (starts[i], lengths[i]) = (start, (int)length);
            (lastStart, lastLength) = (start, (int)length);
        }
    }

    public void Dispose()
    {
        Return(ref starts);
        Return(ref lengths);
        Count = 0;
    }

    private static int ReadLengths(ReadOnlySpan<byte> source, Span<int> lengths)
    {
        var wide = ArrayPool<long>.Shared.Rent(lengths.Length);
        try
        {
            var read = DeltaReader.Read(source, wide.AsSpan(0, lengths.Length));
            for (var i = 0; i < lengths.Length; i++)
                lengths[i] = wide[i] is >= 0 and <= int.MaxValue ? (int)wide[i] : throw new InvalidDataException("a length is out of range");
            return read;
        }
        finally
        {
            ArrayPool<long>.Shared.Return(wide);
        }
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
