namespace Parquet.Internal.Reading;

/// <summary>Levels in the deprecated bit-packed encoding: highest bit first, without a length.</summary>
internal static class LegacyLevels
{
    /// <summary>Fills one byte of 0 or 1 per level; returns the bytes read.</summary>
    public static int Read(ReadOnlySpan<byte> source, Span<byte> levels, out int present)
    {
        var bytes = (levels.Length + 7) / 8;
        if (bytes > source.Length)
            throw new InvalidDataException("definition levels end too early");
        present = 0;
        for (var i = 0; i < levels.Length; i++)
        {
            levels[i] = (byte)((source[i >> 3] >> (7 - (i & 7))) & 1);
            present += levels[i];
        }

        return bytes;
    }
}
