using TfPipeline.Core.OutsideParquet;

namespace TfPipeline.Core.Panel.Deliveries;

/// <summary>Holds the values of one table's files against the contract and counts, by file, column and rule.</summary>
internal abstract class ValueCheck(Delivery delivery)
{
    /// <summary>Rows from which a share of a file says something about the whole.</summary>
    protected const int EnoughRows = 100;

    private readonly HashSet<string> _unread = new(StringComparer.Ordinal);
    private readonly Dictionary<(string Column, DeliveryRule Rule), long> _misfits = [];
    private readonly List<DeliveryFinding> _undecoded = [];

    /// <summary>True while every file of the table could be read in whole.</summary>
    public bool IsComplete { get; private set; } = true;

    protected Delivery Delivery => delivery;

    /// <summary>Rows of the file so far.</summary>
    protected long Rows { get; private set; }

    /// <summary>Tells that a file cannot be read, so that nothing is said about what it might hold.</summary>
    public void Skip() => IsComplete = false;

    /// <summary>Checks a file's values.</summary>
    /// <param name="file">The file.</param>
    /// <param name="reader">The open file.</param>
    /// <param name="without">Columns that are missing or of another type: they have findings already.</param>
    /// <param name="cancellationToken">Stops between row groups.</param>
    public IReadOnlyList<DeliveryFinding> Check(DeliveryFile file, DeliveryFileReader reader, IReadOnlyCollection<string> without, CancellationToken cancellationToken)
    {
        _unread.Clear();
        _unread.UnionWith(without);
        _misfits.Clear();
        _undecoded.Clear();
        Rows = 0;
        Begin();
        for (var g = 0; g < reader.Parquet.RowGroups; g++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            using var group = reader.OpenGroup(g);
            Rows += group.Rows;
            CheckGroup(group, reader.Parquet);
        }

        IsComplete &= _unread.Count == 0;
        return [.. _undecoded.Concat(Findings(file.Name))];
    }

    protected abstract void Begin();

    protected abstract void CheckGroup(RowGroupColumns group, OutsideParquetFile file);

    protected abstract IEnumerable<DeliveryFinding> Findings(string file);

    /// <summary>A column's values; null where they cannot be decoded, which is a finding and said once a file.</summary>
    protected T[]? Read<T>(string column, Func<string, T[]> read)
    {
        if (_unread.Contains(column))
            return null;
        try
        {
            return read(column);
        }
        catch (DeliveryException undecoded)
        {
            _undecoded.Add(undecoded.Finding);
            _unread.Add(column);
            return null;
        }
    }

    /// <summary>True when the column of the file could be read up to here.</summary>
    protected bool IsRead(string column) => !_unread.Contains(column);

    protected void Count(string column, DeliveryRule rule, long rows)
    {
        if (rows > 0)
            _misfits[(column, rule)] = Counted(column, rule) + rows;
    }

    protected long Counted(string column, DeliveryRule rule) => _misfits.GetValueOrDefault((column, rule));

    /// <summary>Counts the values of a date column that depend on a time zone.</summary>
    protected void CountTimes(string column, RowGroupColumns group, OutsideParquetFile file)
    {
        if (file.Named(column).First().Kind == OutsideColumnKind.Timestamp)
            Count(column, DeliveryRule.DateWithoutTime, Read<long>(column, name => [group.WithTimeOfDay(name)]) is [var rows] ? rows : 0);
    }

    /// <summary>A finding where any row breaks the rule; it refuses above the limit.</summary>
    protected IEnumerable<DeliveryFinding> Finding(string? file, string column, DeliveryRule rule, double limit) =>
        Finding(file, column, rule, Counted(column, rule), Rows, limit);

    protected IEnumerable<DeliveryFinding> Finding(string? file, string column, DeliveryRule rule, long rows, long of, double limit)
    {
        if (rows > 0)
            yield return new(delivery.Department, rule, file, column) { Rows = rows, Share = (double)rows / of, Refuses = rows > limit * of };
    }
}
