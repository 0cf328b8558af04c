namespace Parquet;

/// <summary>A file that is not valid Parquet, or that uses a feature that is not supported. Names the part, the column and the reason.</summary>
public class ParquetException : Exception
{
    /// <summary>Without a reason.</summary>
    public ParquetException()
    {
    }

    /// <summary>With a reason.</summary>
    public ParquetException(string message)
        : base(message)
    {
    }

    /// <summary>With a reason and what caused it.</summary>
    public ParquetException(string message, Exception inner)
        : base(message, inner)
    {
    }
}
