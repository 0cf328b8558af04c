using Parquet;
using TfPipeline.Core.Storage;

namespace TfPipeline.Core.Panel.Deliveries;

/// <summary>One open Parquet file of a delivery.</summary>
internal sealed class DeliveryFileReader : IAsyncDisposable
{
    private static readonly ParquetOptions Options = new() { UseDateOnlyTypeForDates = true };

    private readonly OpenBlob _blob;
    private readonly Delivery _delivery;
    private readonly DeliveryFile _file;

    private DeliveryFileReader(OpenBlob blob, ParquetReader parquet, Delivery delivery, DeliveryFile file)
    {
        _blob = blob;
        Parquet = parquet;
        _delivery = delivery;
        _file = file;
    }

    public ParquetReader Parquet { get; }

    /// <exception cref="DeliveryException">The file is gone or is not Parquet.</exception>
    public static async Task<DeliveryFileReader> OpenAsync(IBlobArea extracts, Delivery delivery, DeliveryFile file, CancellationToken cancellationToken)
    {
        var blob = await extracts.OpenReadAsync(delivery.BlobOf(file), cancellationToken)
            ?? throw new DeliveryException(new DeliveryFinding(delivery.Department, DeliveryRule.FilePresent, file.Name));
        try
        {
            return new DeliveryFileReader(blob, await ParquetReader.CreateAsync(blob.Content, Options, cancellationToken: cancellationToken), delivery, file);
        }
        catch (Exception fault) when (fault is not OperationCanceledException and not BlobChangedException)
        {
            await blob.DisposeAsync();
            throw new DeliveryException(new DeliveryFinding(delivery.Department, DeliveryRule.ParquetReadable, file.Name));
        }
    }

    public RowGroupColumns OpenGroup(int index)
    {
        try
        {
            return new RowGroupColumns(Parquet, index, column => new DeliveryFinding(_delivery.Department, DeliveryRule.ParquetReadable, _file.Name, column, index));
        }
        catch (Exception fault) when (fault is ParquetException or OverflowException)
        {
            throw new DeliveryException(new DeliveryFinding(_delivery.Department, DeliveryRule.ParquetReadable, _file.Name, RowGroup: index));
        }
    }

    public async ValueTask DisposeAsync()
    {
        await Parquet.DisposeAsync();
        await _blob.DisposeAsync();
    }
}
