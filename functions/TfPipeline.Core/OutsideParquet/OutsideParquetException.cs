namespace TfPipeline.Core.OutsideParquet;

/// <summary>
/// A file, or one column of it, cannot be read as Parquet; reading again gives the same. The library's own text may quote a value,
/// so it is not passed on.
/// </summary>
internal sealed class OutsideParquetException : Exception
{
    public OutsideParquetException()
        : base("A Parquet file, or a column of it, cannot be read.")
    {
    }
}
