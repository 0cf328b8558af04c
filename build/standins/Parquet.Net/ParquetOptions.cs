using System.Diagnostics.CodeAnalysis;
using System.IO.Compression;

namespace Parquet;

/// <summary>How to write and read. The members mirrored are those that the application uses.</summary>
[SuppressMessage("Design", "CA1051", Justification = "The package has fields here; a stand-in has the same members.")]
public class ParquetOptions
{
    /// <summary>How hard Gzip and Brotli try.</summary>
    public CompressionLevel CompressionLevel = CompressionLevel.SmallestSize;

    /// <summary>Hints by column path.</summary>
    public readonly IDictionary<string, EncodingHint> ColumnEncodingHints =
        new Dictionary<string, EncodingHint>(StringComparer.Ordinal);

    /// <summary>Compression of what is written.</summary>
    public CompressionMethod CompressionMethod { get; set; } = CompressionMethod.Snappy;

    /// <summary>Reads byte arrays that carry no logical type as UTF-8 strings.</summary>
    public bool TreatByteArrayAsString { get; set; }

    /// <summary>Reads dates as DateOnly; without it they are DateTime at midnight.</summary>
    public bool UseDateOnlyTypeForDates { get; set; }

    /// <summary>Largest share of distinct values (0 to 1) at which a dictionary is written.</summary>
    public double DictionaryEncodingThreshold { get; set; } = 0.8;
}
