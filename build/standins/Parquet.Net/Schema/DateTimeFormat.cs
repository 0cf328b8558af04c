namespace Parquet.Schema;

/// <summary>How a DateTime is stored.</summary>
public enum DateTimeFormat
{
    /// <summary>INT96, as Impala wrote it; the default of a DateTime column.</summary>
    Impala,

    /// <summary>INT64 milliseconds, converted type.</summary>
    DateAndTime,

    /// <summary>INT64 microseconds, converted type.</summary>
    DateAndTimeMicros,

    /// <summary>INT32 days; the time is cut off.</summary>
    Date,

    /// <summary>INT64 with a logical type that says unit and time zone rule.</summary>
    Timestamp,
}
