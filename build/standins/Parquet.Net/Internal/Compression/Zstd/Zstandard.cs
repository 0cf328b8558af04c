using System.Buffers.Binary;

namespace Parquet.Internal.Compression.Zstd;

/// <summary>
/// Reads Zstandard frames (RFC 8878) into memory of known size. The whole page is the window. Dictionaries are refused;
/// checksums are verified.
/// </summary>
internal static class Zstandard
{
    private const uint FrameMagic = 0xFD2F_B528;
    private const uint SkippableMagic = 0x184D_2A50;
    private const int MaxBlock = 1 << 17;

    /// <summary>Fills the destination exactly, or throws InvalidDataException.</summary>
    public static void Decompress(ReadOnlySpan<byte> source, Span<byte> destination)
    {
        while (!source.IsEmpty)
        {
            if (source.Length < 4)
                throw Broken();
            var magic = BinaryPrimitives.ReadUInt32LittleEndian(source);
            source = source[4..];
            if (magic == FrameMagic)
                destination = destination[ReadFrame(ref source, destination)..];
            else if ((magic & 0xFFFF_FFF0) == SkippableMagic)
                SkipFrame(ref source);
            else
                throw Broken();
        }

        if (!destination.IsEmpty)
            throw new InvalidDataException("the Zstandard data is shorter than the page header says");
    }

    public static InvalidDataException Broken() => new("the Zstandard data is broken");

    private static void SkipFrame(ref ReadOnlySpan<byte> source)
    {
        if (source.Length < 4)
            throw Broken();
        var length = BinaryPrimitives.ReadUInt32LittleEndian(source);
        if (length > (uint)(source.Length - 4))
            throw Broken();
        source = source[(4 + (int)length)..];
    }

    private static int ReadFrame(ref ReadOnlySpan<byte> source, Span<byte> frame)
    {
        var hasChecksum = ReadFrameHeader(ref source, frame.Length);
        var literals = new Literals();
        var sequences = new Sequences();
        var end = 0;
        bool isLast;
        do
        {
            if (source.Length < 3)
                throw Broken();
            var header = source[0] | (source[1] << 8) | (source[2] << 16);
            source = source[3..];
            isLast = (header & 1) != 0;
            var size = header >> 3;
            end = ReadBlock(ref source, (header >> 1) & 3, size, literals, sequences, frame, end);
        }
        while (!isLast);

        if (hasChecksum)
            CheckSum(ref source, frame[..end]);
        return end;
    }

    private static int ReadBlock(
        ref ReadOnlySpan<byte> source, int kind, int size, Literals literals, Sequences sequences, Span<byte> frame, int end)
    {
        var stored = kind == 1 ? 1 : size;
        if (kind == 3 || stored > source.Length || size > MaxBlock)
            throw Broken();
        var block = source[..stored];
        source = source[stored..];
        if (kind == 2)
        {
            var used = literals.Read(block);
            return sequences.Execute(block[used..], literals.Bytes, frame, end);
        }

        if (size > frame.Length - end)
            throw Broken();
        if (kind == 1)
            frame.Slice(end, size).Fill(block[0]);
        else
            block.CopyTo(frame[end..]);
        return end + size;
    }

    private static void CheckSum(ref ReadOnlySpan<byte> source, ReadOnlySpan<byte> frame)
    {
        if (source.Length < 4 || BinaryPrimitives.ReadUInt32LittleEndian(source) != (uint)XxHash64.Compute(frame))
            throw new InvalidDataException("the Zstandard checksum does not match");
        source = source[4..];
    }

    private static bool ReadFrameHeader(ref ReadOnlySpan<byte> source, int available)
    {
        if (source.IsEmpty)
            throw Broken();
        var descriptor = source[0];
        var isSingleSegment = (descriptor & 0x20) != 0;
        if ((descriptor & 0x08) != 0)
            throw Broken();
        var dictionaryBytes = (descriptor & 3) switch { 0 => 0, 1 => 1, 2 => 2, _ => 4 };
        var sizeBytes = (descriptor >> 6) switch { 0 => isSingleSegment ? 1 : 0, 1 => 2, 2 => 4, _ => 8 };
        var length = 1 + (isSingleSegment ? 0 : 1) + dictionaryBytes + sizeBytes;
        if (source.Length < length)
            throw Broken();
        if (source.Slice(length - sizeBytes - dictionaryBytes, dictionaryBytes).ContainsAnyExcept((byte)0))
            throw new InvalidDataException("Zstandard with a dictionary is not supported");
        CheckContentSize(source.Slice(length - sizeBytes, sizeBytes), available);
        source = source[length..];
        return (descriptor & 0x04) != 0;
    }

    private static void CheckContentSize(ReadOnlySpan<byte> field, int available)
    {
        if (field.IsEmpty)
            return;
        ulong size = 0;
        for (var i = 0; i < field.Length; i++)
            size |= (ulong)field[i] << (8 * i);
        if (field.Length == 2)
            size += 256;
        if (size > (ulong)available)
            throw new InvalidDataException("the Zstandard data is longer than the page header says");
    }
}
