using System.Security.Cryptography;
using TfPipeline.Core.Panel.Contracts;
using TfPipeline.Storage;

namespace TfPipeline.Core.Panel.Deliveries;

/// <summary>
/// The check of a delivery's files on arrival: hash, form, columns with their types, number of rows, and that every value of the other
/// tables than people can be read. People are read right after, to be counted, and that reading refuses in the same words.
/// </summary>
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
                var broken = CheckColumns(delivery, file, reader).Concat(CheckRows(delivery, file, reader)).ToList();
                findings.AddRange(broken);
                // What is wrong already says enough; and people are decoded by the count that follows, with the same findings.
                if (broken.Count == 0 && !string.Equals(file.Table, Delivery.People, StringComparison.Ordinal))
                    CheckValues(delivery, file, reader, cancellationToken);
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
        for (var g = 0; g < reader.Parquet.RowGroups; g++)
        {
            using var group = reader.OpenGroup(g);
            rows += group.Rows;
            if (group.Rows > LargestRowGroup)
                yield return new(delivery.Department, DeliveryRule.RowGroupSize, file.Name, RowGroup: g);
        }

        if (rows != file.Rows)
            yield return new(delivery.Department, DeliveryRule.RowsEqual, file.Name);
    }

    // Every value is decoded now: what cannot be read must not come up once people are linked.
    private static void CheckValues(Delivery delivery, DeliveryFile file, DeliveryFileReader reader, CancellationToken cancellationToken)
    {
        for (var g = 0; g < reader.Parquet.RowGroups; g++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            using var group = reader.OpenGroup(g);
            foreach (var column in ColumnsOf(delivery.Contract, file.Table))
                group.Check(column);
        }
    }

    private static IEnumerable<DeliveryFinding> CheckColumns(Delivery delivery, DeliveryFile file, DeliveryFileReader reader)
    {
        foreach (var column in ColumnsOf(delivery.Contract, file.Table))
        {
            var found = reader.Parquet.Named(column.Name).ToList();
            if (found.Count == 0)
                yield return new(delivery.Department, DeliveryRule.ColumnPresent, file.Name, column.Name);
            else if (found.Count > 1)
                yield return new(delivery.Department, DeliveryRule.ColumnOnce, file.Name, column.Name);
            else if (!found[0].Fits(column.Type))
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
