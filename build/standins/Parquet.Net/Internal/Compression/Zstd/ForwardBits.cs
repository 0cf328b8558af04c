namespace Parquet.Internal.Compression.Zstd;

/// <summary>A bit stream that is read from its beginning, lowest bit first; used for table descriptions only.</summary>
internal ref struct ForwardBits(ReadOnlySpan<byte> data)
{
    private readonly ReadOnlySpan<byte> data = data;
    private int position;

    /// <summary>Whole bytes that were touched.</summary>
    public readonly int BytesRead => (position + 7) / 8;

    /// <summary>The next bits; beyond the end they are zero, and Skip then refuses.</summary>
    public readonly uint Peek(int count)
    {
        var value = 0u;
        for (var i = 0; i < count; i++)
        {
            var bit = position + i;
            if (bit >> 3 < data.Length)
                value |= ((uint)data[bit >> 3] >> (bit & 7) & 1) << i;
        }

        return value;
    }

    public void Skip(int count)
    {
        position += count;
        if (BytesRead > data.Length)
            throw Zstandard.Broken();
    }

    public uint Read(int count)
    {
        var value = Peek(count);
        Skip(count);
        return value;
    }
}
