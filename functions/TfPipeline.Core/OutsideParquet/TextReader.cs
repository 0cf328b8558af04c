using System.Buffers.Binary;
using System.Text;
using System.Text.Unicode;
using ParquetSharp;

namespace TfPipeline.Core.OutsideParquet;

/// <summary>
/// Makes strings of stored text. Columns repeat few texts many times, and neighbours are often equal, so a text seen lately is given
/// out again. It is found by its bytes and never by where the library put them: buffers are used again for other pages.
/// </summary>
internal sealed class TextReader
{
    /// <summary>A power of two; a text that falls on the place of another displaces it, so that memory stays bounded whatever the file holds.</summary>
    private const int Places = 1 << 12;
    private const int Longest = 64;

    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private readonly string[] _seen = new string[Places];

    /// <exception cref="DecoderFallbackException">A text is not UTF-8.</exception>
    public void Read(Span<string?> into, ReadOnlySpan<short> levels, ReadOnlySpan<ByteArray> values)
    {
        if (levels.IsEmpty)
        {
            for (var i = 0; i < values.Length; i++)
                into[i] = Text(Bytes(values[i]));
            return;
        }

        var next = 0;
        for (var i = 0; i < levels.Length; i++)
            into[i] = levels[i] == 0 ? null : Text(Bytes(values[next++]));
    }

    /// <exception cref="DecoderFallbackException">A text is not UTF-8.</exception>
    public static void Check(ReadOnlySpan<ByteArray> values)
    {
        foreach (var value in values)
            if (!Utf8.IsValid(Bytes(value)))
                throw new DecoderFallbackException();
    }

    private static unsafe ReadOnlySpan<byte> Bytes(ByteArray value) => new((void*)value.Pointer, value.Length);

    private string Text(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length > Longest)
            return Strict.GetString(bytes);
        ref var seen = ref _seen[Place(bytes)];
        if (seen is not null && Ascii.Equals(bytes, seen))
            return seen;
        return seen = Strict.GetString(bytes);
    }

    private static int Place(ReadOnlySpan<byte> bytes)
    {
        const ulong Odd = 0x9E37_79B9_7F4A_7C15;
        ulong mixed = (uint)bytes.Length;
        if (bytes.Length >= 8)
            mixed = ((mixed ^ BinaryPrimitives.ReadUInt64LittleEndian(bytes)) * Odd) ^ BinaryPrimitives.ReadUInt64LittleEndian(bytes[^8..]);
        else
            foreach (var b in bytes)
                mixed = (mixed << 8) | b;
        return (int)((mixed * Odd) >> 52);
    }
}
