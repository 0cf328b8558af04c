namespace Parquet;

/// <summary>How the pages of a column chunk are compressed. The numbers are those of the file format.</summary>
public enum CompressionMethod
{
    /// <summary>Not compressed.</summary>
    None = 0,

    /// <summary>Snappy; the default.</summary>
    Snappy = 1,

    /// <summary>Gzip.</summary>
    Gzip = 2,

    /// <summary>LZO; the stand-in neither reads nor writes it.</summary>
    Lzo = 3,

    /// <summary>Brotli.</summary>
    Brotli = 4,

    /// <summary>Deprecated framing of LZ4; the stand-in neither reads nor writes it.</summary>
    LZ4 = 5,

    /// <summary>Zstandard; the stand-in reads it and does not write it.</summary>
    Zstd = 6,

    /// <summary>LZ4 blocks; the stand-in neither reads nor writes it.</summary>
    Lz4Raw = 7,
}
