namespace Parquet.Schema;

/// <summary>A decimal column of a stated precision and scale.</summary>
public class DecimalDataField : DataField
{
    /// <summary>A decimal column; up to 9 digits are stored in INT32, up to 18 in INT64, more in fixed bytes.</summary>
    /// <exception cref="ArgumentException">Precision below 1, scale below 0, or scale above precision.</exception>
    public DecimalDataField(
        string name,
        int precision,
        int scale = 0,
        bool forceByteArrayEncoding = false,
        bool? isNullable = null,
        bool? isArray = null,
        string? propertyName = null,
        Type? clrType = null)
        : base(name, clrType ?? typeof(decimal), isNullable, isArray, propertyName)
    {
        if (precision < 1)
            throw new ArgumentException("precision must be at least 1", nameof(precision));
        if (scale < 0)
            throw new ArgumentException("scale must be at least 0", nameof(scale));
        if (scale > precision)
            throw new ArgumentException("scale must not exceed precision", nameof(scale));
        Precision = precision;
        Scale = scale;
        ForceByteArrayEncoding = forceByteArrayEncoding;
    }

    /// <summary>Digits in all.</summary>
    public int Precision { get; }

    /// <summary>Digits after the point.</summary>
    public int Scale { get; }

    /// <summary>Whether fixed bytes are used at every precision.</summary>
    public bool ForceByteArrayEncoding { get; }
}
