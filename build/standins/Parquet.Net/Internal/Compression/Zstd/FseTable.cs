using System.Numerics;

namespace Parquet.Internal.Compression.Zstd;

/// <summary>A decoding table of finite state entropy (RFC 8878, 4.1).</summary>
internal sealed class FseTable
{
    private const int MinAccuracy = 5;

    private readonly byte[] symbols;
    private readonly byte[] bits;
    private readonly ushort[] bases;

    private FseTable(int accuracy)
    {
        Accuracy = accuracy;
        symbols = new byte[1 << accuracy];
        bits = new byte[1 << accuracy];
        bases = new ushort[1 << accuracy];
    }

    /// <summary>Bits of a state.</summary>
    public int Accuracy { get; }

    /// <summary>A table that always gives one symbol and reads no bits.</summary>
    public static FseTable Single(byte symbol)
    {
        var table = new FseTable(0);
        table.symbols[0] = symbol;
        return table;
    }

    /// <summary>The table of a distribution; -1 stands for a probability below one.</summary>
    public static FseTable Build(ReadOnlySpan<short> counts, int accuracy)
    {
        var table = new FseTable(accuracy);
        table.Spread(counts);
        table.Link(counts);
        return table;
    }

    /// <summary>Reads a distribution; <paramref name="length"/> is how many bytes it takes.</summary>
    public static FseTable Read(ReadOnlySpan<byte> source, int maxAccuracy, int maxSymbol, out int length)
    {
        var forward = new ForwardBits(source);
        var accuracy = (int)forward.Read(4) + MinAccuracy;
        if (accuracy > maxAccuracy)
            throw Zstandard.Broken();
        Span<short> counts = stackalloc short[256];
        var used = 0;
        var remaining = 1 << accuracy;
        while (remaining > 0)
        {
            if (used > maxSymbol)
                throw Zstandard.Broken();
            var count = ReadCount(ref forward, remaining);
            remaining -= Math.Abs(count);
            counts[used++] = (short)count;
            if (count == 0)
                used += ReadZeros(ref forward, maxSymbol + 1 - used);
        }

        if (remaining < 0)
            throw Zstandard.Broken();
        length = forward.BytesRead;
        return Build(counts[..used], accuracy);
    }

    public int Symbol(int state) => symbols[state];

    public int FirstState(ref BackwardBits stream) => (int)stream.Read(Accuracy);

    public int NextState(int state, ref BackwardBits stream) => bases[state] + (int)stream.Read(bits[state]);

    private static int ReadCount(ref ForwardBits forward, int remaining)
    {
        // Values that need one bit less than the largest are written with one bit less (RFC 8878, 4.1.1).
        var width = BitOperations.Log2((uint)(remaining + 1)) + 1;
        var value = (int)forward.Peek(width);
        var lowMask = (1 << (width - 1)) - 1;
        var threshold = (1 << width) - 1 - (remaining + 1);
        if ((value & lowMask) < threshold)
        {
            forward.Skip(width - 1);
            return (value & lowMask) - 1;
        }

        forward.Skip(width);
        return (value > lowMask ? value - threshold : value) - 1;
    }

    private static int ReadZeros(ref ForwardBits forward, int most)
    {
        var zeros = 0;
        while (true)
        {
            var repeat = (int)forward.Read(2);
            zeros += repeat;
            if (zeros > most)
                throw Zstandard.Broken();
            if (repeat != 3)
                return zeros;
        }
    }

    private void Spread(ReadOnlySpan<short> counts)
    {
        var size = symbols.Length;
        var high = size - 1;
        for (var s = 0; s < counts.Length; s++)
        {
            if (counts[s] == -1)
                symbols[high--] = (byte)s;
        }

        var step = (size >> 1) + (size >> 3) + 3;
        var at = 0;
        for (var s = 0; s < counts.Length; s++)
        {
            for (var i = 0; i < counts[s]; i++)
            {
                symbols[at] = (byte)s;
                do
                    at = (at + step) & (size - 1);
                while (at > high);
            }
        }

        if (at != 0)
            throw Zstandard.Broken();
    }

    private void Link(ReadOnlySpan<short> counts)
    {
        Span<int> next = stackalloc int[counts.Length];
        for (var s = 0; s < counts.Length; s++)
            next[s] = Math.Abs((int)counts[s]);
        for (var state = 0; state < symbols.Length; state++)
        {
            var value = next[symbols[state]]++;
            bits[state] = (byte)(Accuracy - BitOperations.Log2((uint)value));
            bases[state] = (ushort)((value << bits[state]) - symbols.Length);
        }
    }
}
