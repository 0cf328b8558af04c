namespace Parquet.Internal.Compression.Zstd;

/// <summary>The literals section of a block (RFC 8878, 3.1.1.3.1).</summary>
internal sealed class Literals
{
    private const int MaxBlock = 1 << 17;

    private readonly byte[] buffer = new byte[MaxBlock];
    private HuffmanTable? table;
    private int count;

    public ReadOnlySpan<byte> Bytes => buffer.AsSpan(0, count);

    /// <summary>Reads the section; returns its length.</summary>
    public int Read(ReadOnlySpan<byte> block)
    {
        if (block.IsEmpty)
            throw Zstandard.Broken();
        var kind = block[0] & 3;
        return kind < 2 ? ReadStored(block, isRun: kind == 1) : ReadCompressed(block, isTreeless: kind == 3);
    }

    private int ReadStored(ReadOnlySpan<byte> block, bool isRun)
    {
        var format = (block[0] >> 2) & 3;
        var header = format switch { 1 => 2, 3 => 3, _ => 1 };
        if (block.Length < header)
            throw Zstandard.Broken();
        count = header switch
        {
            1 => block[0] >> 3,
            2 => (block[0] >> 4) | (block[1] << 4),
            _ => (block[0] >> 4) | (block[1] << 4) | (block[2] << 12),
        };
        var stored = isRun ? 1 : count;
        if (count > MaxBlock || block.Length - header < stored)
            throw Zstandard.Broken();
        if (isRun)
            buffer.AsSpan(0, count).Fill(block[header]);
        else
            block.Slice(header, count).CopyTo(buffer);
        return header + stored;
    }

    private int ReadCompressed(ReadOnlySpan<byte> block, bool isTreeless)
    {
        var format = (block[0] >> 2) & 3;
        var header = format switch { 2 => 4, 3 => 5, _ => 3 };
        if (block.Length < header)
            throw Zstandard.Broken();
        ulong fields = 0;
        for (var i = 0; i < header; i++)
            fields |= (ulong)block[i] << (8 * i);
        var width = header switch { 3 => 10, 4 => 14, _ => 18 };
        var mask = (1UL << width) - 1;
        count = (int)((fields >> 4) & mask);
        var length = (int)((fields >> (4 + width)) & mask);
        if (count > MaxBlock || length > block.Length - header)
            throw Zstandard.Broken();

        var body = block.Slice(header, length);
        if (!isTreeless)
        {
            table = HuffmanTable.Read(body, out var used);
            body = body[used..];
        }

        if (table is null)
            throw Zstandard.Broken();
        if (format == 0)
            table.Decode(body, buffer.AsSpan(0, count));
        else
            DecodeFour(table, body);
        return header + length;
    }

    private void DecodeFour(HuffmanTable table, ReadOnlySpan<byte> body)
    {
        if (body.Length < 6)
            throw Zstandard.Broken();
        var part = (count + 3) / 4;
        if (3 * part > count)
            throw Zstandard.Broken();
        var at = 6;
        for (var i = 0; i < 4; i++)
        {
            var length = i < 3 ? BitConverter.ToUInt16(body[(2 * i)..]) : body.Length - at;
            if (length > body.Length - at)
                throw Zstandard.Broken();
            var target = i < 3 ? buffer.AsSpan(i * part, part) : buffer.AsSpan(3 * part, count - (3 * part));
            table.Decode(body.Slice(at, length), target);
            at += length;
        }
    }
}
