using System.Numerics;

namespace Parquet.Internal.Compression.Zstd;

/// <summary>A Huffman decoding table for literals (RFC 8878, 4.2): one look-up of the longest code's bits per symbol.</summary>
internal sealed class HuffmanTable
{
    private const int MaxCodeBits = 11;
    private const int MaxWeightAccuracy = 6;
    private const int MaxWeights = 255;

    private readonly byte[] symbols;
    private readonly byte[] lengths;
    private readonly int maxBits;

    private HuffmanTable(int maxBits)
    {
        this.maxBits = maxBits;
        symbols = new byte[1 << maxBits];
        lengths = new byte[1 << maxBits];
    }

    /// <summary>Reads a table description; <paramref name="length"/> is how many bytes it takes.</summary>
    public static HuffmanTable Read(ReadOnlySpan<byte> source, out int length)
    {
        if (source.IsEmpty)
            throw Zstandard.Broken();
        Span<byte> weights = stackalloc byte[MaxWeights + 1];
        var header = source[0];
        int count;
        if (header >= 128)
        {
            count = header - 127;
            length = 1 + ((count + 1) / 2);
            if (length > source.Length)
                throw Zstandard.Broken();
            for (var i = 0; i < count; i++)
                weights[i] = (byte)((i & 1) == 0 ? source[1 + (i >> 1)] >> 4 : source[1 + (i >> 1)] & 0x0F);
        }
        else
        {
            length = 1 + header;
            if (length > source.Length)
                throw Zstandard.Broken();
            count = ReadWeights(source.Slice(1, header), weights);
        }

        return Build(weights, count);
    }

    /// <summary>Decodes one stream; it must fill the destination exactly.</summary>
    public void Decode(ReadOnlySpan<byte> source, Span<byte> destination)
    {
        var stream = new BackwardBits(source);
        var at = 0;
        var mask = (1UL << maxBits) - 1;
        while (at + 4 <= destination.Length && stream.Position >= 56)
        {
            // Four codes of at most eleven bits come out of one load.
            var word = stream.Peek(56);
            var left = 56;
            for (var i = 0; i < 4; i++)
            {
                var index = (int)((word >> (left - maxBits)) & mask);
                destination[at++] = symbols[index];
                left -= lengths[index];
            }

            stream.Skip(56 - left);
        }

        for (; at < destination.Length; at++)
        {
            var index = (int)stream.Peek(maxBits);
            destination[at] = symbols[index];
            stream.Skip(lengths[index]);
        }

        if (stream.Position != 0)
            throw Zstandard.Broken();
    }

    private static int ReadWeights(ReadOnlySpan<byte> source, Span<byte> weights)
    {
        var table = FseTable.Read(source, MaxWeightAccuracy, MaxWeights, out var used);
        var stream = new BackwardBits(source[used..]);
        var even = table.FirstState(ref stream);
        var odd = table.FirstState(ref stream);
        if (stream.Position < 0)
            throw Zstandard.Broken();
        var count = 0;

        // Two states take turns; when one's next state needs more bits than are left, the other gives the last weight.
        while (true)
        {
            Add(weights, ref count, table.Symbol(even));
            even = table.NextState(even, ref stream);
            if (stream.Position < 0)
            {
                Add(weights, ref count, table.Symbol(odd));
                return count;
            }

            (even, odd) = (odd, even);
        }
    }

    private static void Add(Span<byte> weights, ref int count, int weight)
    {
        if (count >= MaxWeights)
            throw Zstandard.Broken();
        weights[count++] = (byte)weight;
    }

    private static HuffmanTable Build(Span<byte> weights, int count)
    {
        // The last weight is not written: it completes the sum to a power of two.
        var sum = 0u;
        foreach (var weight in weights[..count])
        {
            if (weight > MaxCodeBits)
                throw Zstandard.Broken();
            sum += weight == 0 ? 0 : 1u << (weight - 1);
        }

        var maxBits = sum == 0 ? 0 : BitOperations.Log2(sum) + 1;
        if (maxBits is 0 or > MaxCodeBits)
            throw Zstandard.Broken();
        var rest = (1u << maxBits) - sum;
        if (!BitOperations.IsPow2(rest))
            throw Zstandard.Broken();
        weights[count++] = (byte)(BitOperations.Log2(rest) + 1);

        var table = new HuffmanTable(maxBits);
        var at = 0;
        for (var weight = 1; weight <= maxBits; weight++)
        {
            for (var symbol = 0; symbol < count; symbol++)
            {
                if (weights[symbol] != weight)
                    continue;
                var range = 1 << (weight - 1);
                table.symbols.AsSpan(at, range).Fill((byte)symbol);
                table.lengths.AsSpan(at, range).Fill((byte)(maxBits + 1 - weight));
                at += range;
            }
        }

        return table;
    }
}
