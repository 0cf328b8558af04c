namespace Parquet.Schema;

/// <summary>A DateTime column with a stated storage.</summary>
public class DateTimeDataField : DataField
{
    /// <summary>A DateTime column.</summary>
    public DateTimeDataField(
        string name,
        DateTimeFormat format,
        bool isAdjustedToUTC = true,
        DateTimeTimeUnit? unit = null,
        bool? isNullable = null,
        bool? isArray = null,
        string? propertyName = null)
        : base(name, typeof(DateTime), isNullable, isArray, propertyName)
    {
        DateTimeFormat = format;
        IsAdjustedToUTC = isAdjustedToUTC;
        Unit = format switch
        {
            DateTimeFormat.DateAndTime => DateTimeTimeUnit.Millis,
            DateTimeFormat.DateAndTimeMicros => DateTimeTimeUnit.Micros,
            _ => unit ?? DateTimeTimeUnit.Millis,
        };
    }

    /// <summary>Storage.</summary>
    public DateTimeFormat DateTimeFormat { get; }

    /// <summary>Whether values are instants in UTC; otherwise they are local clock times.</summary>
    public bool IsAdjustedToUTC { get; }

    /// <summary>Unit.</summary>
    public DateTimeTimeUnit Unit { get; }
}
