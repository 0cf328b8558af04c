using System.Runtime.CompilerServices;
using TfPipeline.Core.Panel.Contracts;
using TfPipeline.Identifiers;
using TfPipeline.Linkage;
using TfPipeline.Storage;

namespace TfPipeline.Core.Panel.Deliveries;

/// <summary>Some row groups of one people file: a unit of work for the linkage. It names a file and counts only.</summary>
public sealed record DeliveryPartition(string File, int FirstRowGroup, int RowGroups, long Rows);

/// <summary>Streams a delivery: never more than a row group of it is in memory.</summary>
public sealed class DeliveryReader(IBlobArea extracts, Delivery delivery)
{
    /// <summary>Rows per partition that are aimed at when nothing else is said.</summary>
    public const long DefaultPartitionRows = 500_000;

    /// <summary>Cuts the people files into partitions: whole row groups, up to about <paramref name="rows"/> rows each, never across files.</summary>
    /// <exception cref="DeliveryException">A file cannot be read.</exception>
    public async Task<IReadOnlyList<DeliveryPartition>> PartitionsAsync(long rows = DefaultPartitionRows, CancellationToken cancellationToken = default)
    {
        var partitions = new List<DeliveryPartition>();
        foreach (var file in delivery.FilesOf(Delivery.People))
        {
            await using var reader = await DeliveryFileReader.OpenAsync(extracts, delivery, file, cancellationToken);
            var (first, sum) = (0, 0L);
            for (var g = 0; g < reader.Parquet.RowGroups; g++)
            {
                using var group = reader.OpenGroup(g);
                if (g > first && sum + group.Rows > rows)
                {
                    partitions.Add(new(file.Name, first, g - first, sum));
                    (first, sum) = (g, 0);
                }

                sum += group.Rows;
            }

            if (reader.Parquet.RowGroups > first)
                partitions.Add(new(file.Name, first, reader.Parquet.RowGroups - first, sum));
        }

        return partitions;
    }

    /// <summary>Reads one partition, a row group at a time, in the file's order.</summary>
    /// <exception cref="DeliveryException">A column cannot be decoded, or a row has no record id.</exception>
    public async IAsyncEnumerable<RecordBatch> ReadPeopleAsync(DeliveryPartition partition, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var file = delivery.FilesOf(Delivery.People).FirstOrDefault(f => string.Equals(f.Name, partition.File, StringComparison.Ordinal))
            ?? throw new DeliveryException(new DeliveryFinding(delivery.Department, DeliveryRule.FilePresent));
        await using var reader = await DeliveryFileReader.OpenAsync(extracts, delivery, file, cancellationToken);
        for (var g = partition.FirstRowGroup; g < partition.FirstRowGroup + partition.RowGroups; g++)
        {
            using var group = reader.OpenGroup(g);
            cancellationToken.ThrowIfCancellationRequested();
            yield return ReadPeople(group, file, g);
        }
    }

    /// <summary>Reads the given columns of one file of a table, a row group at a time. For the panel.</summary>
    internal async IAsyncEnumerable<EventBatch> ReadEventsAsync(
        DeliveryFile file, TableContract table, IReadOnlyCollection<ColumnContract> columns, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var coveredTo = delivery.LastCoveredOf(table);
        await using var reader = await DeliveryFileReader.OpenAsync(extracts, delivery, file, cancellationToken);
        for (var g = 0; g < reader.Parquet.RowGroups; g++)
        {
            using var group = reader.OpenGroup(g);
            cancellationToken.ThrowIfCancellationRequested();
            var batch = new EventBatch(RecordIds(group, table.Record));
            foreach (var column in columns)
                batch.Add(group, column);
            new TableRules(table, coveredTo).LeaveOutMisfits(batch);
            yield return batch;
        }
    }

    /// <summary>Ids as they are compared: systems that pad a column to a width would otherwise part every event from its person.</summary>
    internal static string?[] RecordIds(RowGroupColumns group, string column)
    {
        var ids = group.Text(column);
        DeliveredText.Clean(ids);
        return ids;
    }

    private RecordBatch ReadPeople(RowGroupColumns group, DeliveryFile file, int index)
    {
        var contract = delivery.Contract.People;
        var records = RecordIds(group, contract.Record);
        if (Array.Exists(records, string.IsNullOrEmpty))
            throw new DeliveryException(new DeliveryFinding(delivery.Department, DeliveryRule.RecordIdPresent, file.Name, contract.Record, index));
        var columns = contract.Identifiers;
        var identifiers = new IdentifierBatch
        {
            Count = group.Rows,
            Forename = TextOrNull(columns.Forename),
            Surname = TextOrNull(columns.Surname),
            Sex = TextOrNull(columns.Sex),
            DateOfBirth = columns.DateOfBirth is { } born ? group.Dates(born) : null,
            Postcode = TextOrNull(columns.Postcode),
            Upn = TextOrNull(columns.Upn),
            Nino = TextOrNull(columns.Nino),
        };
        return new RecordBatch(records!, identifiers);

        string?[]? TextOrNull(string? column) => column is null ? null : group.Text(column);
    }
}
