namespace Parquet;

/// <summary>Which encoding a writer should try for a column.</summary>
public enum EncodingHint
{
    /// <summary>The writer chooses.</summary>
    Default,

    /// <summary>Dictionary, as long as the share of distinct values stays below the threshold of the options.</summary>
    Dictionary,

    /// <summary>DELTA_BINARY_PACKED, for 32 and 64-bit integers.</summary>
    DeltaBinaryPacked,

    /// <summary>BYTE_STREAM_SPLIT, for numbers.</summary>
    ByteSplitStream,
}
