using System.Security.Cryptography;
using TfPipeline.Core.Panel.Contracts;
using TfPipeline.Core.Storage;

namespace TfPipeline.Core.Panel.Deliveries;

/// <summary>The check of a delivery's files on arrival: hash, form, columns with their types, number of rows.</summary>
public static class DeliveryCheck
{
    /// <summary>Most rows that a row group may have. One row group of a delivery is in memory at a time, so this bounds memory.</summary>
    public const int LargestRowGroup = 4_000_000;

    /// <summary>Every rule that a file breaks, in the order of the manifest; none means that the delivery can be used.</summary>
    public static async Task<IReadOnlyList<DeliveryFinding>> RunAsync(IBlobArea extracts, Delivery delivery, CancellationToken cancellationToken = default)
    {
        var findings = new List<DeliveryFinding>();
        foreach (var file in delivery.Manifest.Files)
        {
            if (!await HashIsEqualAsync(extracts, delivery, file, cancellationToken))
            {
                findings.Add(new(delivery.Department, DeliveryRule.HashEqual, file.Name));
                continue; // another file than the one that was sent: its columns say nothing
            }

            try
            {
                await using var reader = await DeliveryFileReader.OpenAsync(extracts, delivery, file, cancellationToken);
                findings.AddRange(CheckColumns(delivery, file, reader));
                findings.AddRange(CheckRows(delivery, file, reader));
            }
            catch (DeliveryException unusable)
            {
                findings.Add(unusable.Finding);
            }
        }

        return findings;
    }

    private static async Task<bool> HashIsEqualAsync(IBlobArea extracts, Delivery delivery, DeliveryFile file, CancellationToken cancellationToken)
    {
        await using var blob = await extracts.OpenReadAsync(delivery.BlobOf(file), cancellationToken);
        if (blob is null)
            return false;
        var hash = Convert.ToHexStringLower(await SHA256.HashDataAsync(blob.Content, cancellationToken));
        return string.Equals(hash, file.Sha256, StringComparison.OrdinalIgnoreCase);
    }

    private static IEnumerable<DeliveryFinding> CheckRows(Delivery delivery, DeliveryFile file, DeliveryFileReader reader)
    {
        long rows = 0;
        for (var g = 0; g < reader.Parquet.RowGroupCount; g++)
        {
            using var group = reader.OpenGroup(g);
            rows += group.Rows;
            if (group.Rows > LargestRowGroup)
                yield return new(delivery.Department, DeliveryRule.RowGroupSize, file.Name, RowGroup: g);
        }

        if (rows != file.Rows)
            yield return new(delivery.Department, DeliveryRule.RowsEqual, file.Name);
    }

    private static IEnumerable<DeliveryFinding> CheckColumns(Delivery delivery, DeliveryFile file, DeliveryFileReader reader)
    {
        foreach (var column in ColumnsOf(delivery.Contract, file.Table))
        {
            var field = reader.Parquet.Schema.DataFields.FirstOrDefault(f => string.Equals(f.Name, column.Name, StringComparison.Ordinal));
            if (field is null)
                yield return new(delivery.Department, DeliveryRule.ColumnPresent, file.Name, column.Name);
            else if (!field.Fits(column.Type))
                yield return new(delivery.Department, DeliveryRule.ColumnTypeFits, file.Name, column.Name);
        }
    }

    private static IEnumerable<ColumnContract> ColumnsOf(DepartmentContract contract, string table)
    {
        if (string.Equals(table, Delivery.People, StringComparison.Ordinal))
            return contract.People.Identifiers.Columns.Prepend(new(contract.People.Record, ColumnType.Text, true, ""));
        var found = contract.Tables.First(t => string.Equals(t.Name, table, StringComparison.Ordinal));
        return found.Columns.Prepend(new(found.Record, ColumnType.Text, true, ""));
    }
}
