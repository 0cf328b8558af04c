namespace Parquet.Internal.Format;

/// <summary>The footer.</summary>
internal sealed class FileMetadata
{
    public int Version { get; set; } = 1;

    public List<SchemaElement> Schema { get; } = [];

    public long NumRows { get; set; }

    public List<RowGroupMetadata> RowGroups { get; } = [];

    public Dictionary<string, string> KeyValues { get; } = new(StringComparer.Ordinal);

    public string? CreatedBy { get; set; }
}

/// <summary>A row group of the footer.</summary>
internal sealed class RowGroupMetadata
{
    public List<ChunkMetadata> Columns { get; } = [];

    public long NumRows { get; set; }

    public long TotalByteSize { get; set; }
}

/// <summary>A column chunk of the footer.</summary>
internal sealed class ChunkMetadata
{
    public PhysicalType Type { get; set; }

    public HashSet<PageEncoding> Encodings { get; } = [];

    public List<string> Path { get; } = [];

    public CompressionMethod Codec { get; set; }

    public long NumValues { get; set; }

    public long TotalUncompressedSize { get; set; }

    public long TotalCompressedSize { get; set; }

    public long DataPageOffset { get; set; }

    public long? DictionaryPageOffset { get; set; }

    public ChunkStatistics? Statistics { get; set; }

    public bool IsEncrypted { get; set; }

    public bool IsInOtherFile { get; set; }

    /// <summary>Where the chunk begins; some writers leave the dictionary offset at zero.</summary>
    public long Start => DictionaryPageOffset is > 0 and var d && d < DataPageOffset ? d : DataPageOffset;
}

/// <summary>Statistics of a chunk, in plain encoding.</summary>
internal sealed class ChunkStatistics
{
    public long? NullCount { get; set; }

    public long? DistinctCount { get; set; }

    public byte[]? Min { get; set; }

    public byte[]? Max { get; set; }
}

/// <summary>Header of a page.</summary>
internal sealed class PageHeader
{
    public PageType Type { get; set; }

    public int UncompressedSize { get; set; }

    public int CompressedSize { get; set; }

    public int? Crc { get; set; }

    public int NumValues { get; set; }

    public PageEncoding Encoding { get; set; }

    public PageEncoding LevelEncoding { get; set; } = PageEncoding.Rle;

    public int DefinitionLevelsLength { get; set; }

    public int RepetitionLevelsLength { get; set; }

    public bool IsCompressed { get; set; } = true;

    public bool HasBody { get; set; }
}
