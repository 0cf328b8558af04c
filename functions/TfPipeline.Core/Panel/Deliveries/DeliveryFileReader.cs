using TfPipeline.Core.OutsideParquet;
using TfPipeline.Storage;

namespace TfPipeline.Core.Panel.Deliveries;

/// <summary>One open Parquet file of a delivery.</summary>
internal sealed class DeliveryFileReader : IAsyncDisposable
{
    private readonly OpenBlob _blob;
    private readonly Delivery _delivery;
    private readonly DeliveryFile _file;

    private DeliveryFileReader(OpenBlob blob, OutsideParquetFile parquet, Delivery delivery, DeliveryFile file)
    {
        _blob = blob;
        Parquet = parquet;
        _delivery = delivery;
        _file = file;
    }

    public OutsideParquetFile Parquet { get; }

    /// <exception cref="DeliveryException">The file is gone or is not Parquet.</exception>
    public static async Task<DeliveryFileReader> OpenAsync(IBlobArea extracts, Delivery delivery, DeliveryFile file, CancellationToken cancellationToken)
    {
        var blob = await extracts.OpenReadAsync(delivery.BlobOf(file), cancellationToken)
            ?? throw new DeliveryException(new DeliveryFinding(delivery.Department, DeliveryRule.FilePresent, file.Name));
        try
        {
            return new DeliveryFileReader(blob, OutsideParquetFile.Open(blob.Content), delivery, file);
        }
        catch (Exception fault)
        {
            await blob.DisposeAsync();
            if (fault is OutsideParquetException)
                throw new DeliveryException(new DeliveryFinding(delivery.Department, DeliveryRule.ParquetReadable, file.Name));
            throw;
        }
    }

    /// <exception cref="DeliveryException">The footer's entry of the row group cannot be.</exception>
    public RowGroupColumns OpenGroup(int index)
    {
        try
        {
            return new RowGroupColumns(Parquet, index, column => new DeliveryFinding(_delivery.Department, DeliveryRule.ColumnReadable, _file.Name, column, index));
        }
        catch (OutsideParquetException)
        {
            throw new DeliveryException(new DeliveryFinding(_delivery.Department, DeliveryRule.ParquetReadable, _file.Name, RowGroup: index));
        }
    }

    public ValueTask DisposeAsync()
    {
        Parquet.Dispose();
        return _blob.DisposeAsync();
    }
}
