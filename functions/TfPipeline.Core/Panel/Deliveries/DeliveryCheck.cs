using System.Security.Cryptography;
using TfPipeline.Core.Panel.Contracts;
using TfPipeline.Storage;

namespace TfPipeline.Core.Panel.Deliveries;

/// <summary>
/// The check of a delivery's files on arrival: hash, form, columns with their types, number of rows, and every value against the
/// contract's rules, in one reading. All findings are given, so that a department can mend everything for its next delivery.
/// </summary>
public static class DeliveryCheck
{
    /// <summary>Most rows that a row group may have. One row group of a delivery is in memory at a time, so this bounds memory.</summary>
    public const int LargestRowGroup = 4_000_000;

    /// <summary>
    /// Everything that is wrong, people first. The delivery can be used when no finding refuses; the others say what is left out or
    /// should be looked at.
    /// </summary>
    public static async Task<IReadOnlyList<DeliveryFinding>> RunAsync(IBlobArea extracts, Delivery delivery, CancellationToken cancellationToken = default) =>
        (await ExamineAsync(extracts, delivery, cancellationToken)).Findings;

    /// <summary>The same with what the whole extract looks like; no profile where a part of it cannot be read.</summary>
    public static async Task<(IReadOnlyList<DeliveryFinding> Findings, DeliveryProfile? Profile)> ExamineAsync(
        IBlobArea extracts, Delivery delivery, CancellationToken cancellationToken = default)
    {
        var findings = new List<DeliveryFinding>();
        var people = new PeopleCheck(delivery);
        var tables = new List<TableCheck>();
        foreach (var file in delivery.FilesOf(Delivery.People))
            await CheckFileAsync(extracts, delivery, file, people, findings, cancellationToken);
        foreach (var table in delivery.Contract.Tables)
        {
            var check = new TableCheck(delivery, table, people.Records);
            foreach (var file in delivery.FilesOf(table.Name))
                await CheckFileAsync(extracts, delivery, file, check, findings, cancellationToken);
            findings.AddRange(check.Finish());
            tables.Add(check);
        }

        return (findings, Profile(delivery, people, tables));
    }

    private static DeliveryProfile? Profile(Delivery delivery, PeopleCheck people, List<TableCheck> tables)
    {
        if (people.Records is not { } records || !tables.TrueForAll(t => t.IsComplete))
            return null;
        var outcomes = tables.SelectMany(t => t.Outcomes(records.Count)).ToDictionary(o => o.Outcome, StringComparer.Ordinal);
        return new DeliveryProfile(
            delivery.Department, delivery.Name, records.Count, [.. delivery.Contract.Outcomes.Select(o => outcomes[o.Code])], [.. tables.SelectMany(t => t.Codes())]);
    }

    private static async Task CheckFileAsync(
        IBlobArea extracts, Delivery delivery, DeliveryFile file, ValueCheck values, List<DeliveryFinding> findings, CancellationToken cancellationToken)
    {
        if (!await HashIsEqualAsync(extracts, delivery, file, cancellationToken))
        {
            findings.Add(new(delivery.Department, DeliveryRule.HashEqual, file.Name));
            values.Skip(); // another file than the one that was sent: its columns say nothing
            return;
        }

        try
        {
            await using var reader = await DeliveryFileReader.OpenAsync(extracts, delivery, file, cancellationToken);
            var columns = CheckColumns(delivery, file, reader).ToList();
            var rows = CheckRows(delivery, file, reader).ToList();
            findings.AddRange([.. columns, .. rows]);
            // Row groups that are too large are not read; a column that is not of its type is, as far as the others go.
            if (rows.Exists(f => f.Rule == DeliveryRule.RowGroupSize))
                values.Skip();
            else
                findings.AddRange(values.Check(file, reader, [.. columns.Select(f => f.Column!)], cancellationToken));
        }
        catch (DeliveryException unusable)
        {
            findings.Add(unusable.Finding);
            values.Skip();
        }
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
