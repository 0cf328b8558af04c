namespace Parquet.Data;

/// <summary>What the footer says of a column chunk; every part is optional in a file.</summary>
public class DataColumnStatistics
{
    /// <summary>Nothing known.</summary>
    public DataColumnStatistics()
    {
    }

    /// <summary>What is known.</summary>
    public DataColumnStatistics(long? nullCount, long? distinctCount, object? minValue, object? maxValue)
    {
        NullCount = nullCount;
        DistinctCount = distinctCount;
        MinValue = minValue;
        MaxValue = maxValue;
    }

    /// <summary>Number of nulls.</summary>
    public long? NullCount { get; internal set; }

    /// <summary>Number of distinct values.</summary>
    public long? DistinctCount { get; internal set; }

    /// <summary>Smallest value that is not null.</summary>
    public object? MinValue { get; internal set; }

    /// <summary>Largest value that is not null.</summary>
    public object? MaxValue { get; internal set; }
}
