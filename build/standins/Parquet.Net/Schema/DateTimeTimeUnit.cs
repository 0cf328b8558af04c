namespace Parquet.Schema;

/// <summary>Unit of a timestamp.</summary>
public enum DateTimeTimeUnit
{
    /// <summary>Milliseconds.</summary>
    Millis,

    /// <summary>Microseconds.</summary>
    Micros,

    /// <summary>Nanoseconds; a DateTime holds steps of 100.</summary>
    Nanos,
}
