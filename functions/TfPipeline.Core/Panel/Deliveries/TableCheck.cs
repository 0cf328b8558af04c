using TfPipeline.Core.OutsideParquet;
using TfPipeline.Core.Panel.Contracts;

namespace TfPipeline.Core.Panel.Deliveries;

/// <summary>A table of events, spells or results against its contract.</summary>
internal sealed class TableCheck : ValueCheck
{
    /// <summary>Keys are kept of as many rows as this; of a larger table those of every second record, every fourth, and so on.</summary>
    private const long MostKeys = 1L << 24;

    /// <summary>Share of rows that may repeat a key: one that is sent twice is counted twice.</summary>
    private const double Repeats = 0.001;

    /// <summary>Rows of people, or of a table, from which nothing at all of something is no chance.</summary>
    private const int Many = 1_000;

    private readonly TableContract _table;
    private readonly TableRules _rules;
    private readonly RecordSet? _people;
    private readonly OutcomeTally[] _outcomes;
    private readonly CodeTally[] _codes = [];
    private readonly RecordSet _keys = new();
    private readonly ulong _sample;
    private readonly Dictionary<string, DayTally> _days = new(StringComparer.Ordinal);
    private readonly Dictionary<string, (double Sum, long Count)> _means = new(StringComparer.Ordinal);
    private long _keyed;
    private long _tableRows;

    public TableCheck(Delivery delivery, TableContract table, RecordSet? people)
        : base(delivery)
    {
        (_table, _people, _rules) = (table, people, new TableRules(table, delivery.LastCoveredOf(table)));
        _outcomes = [.. delivery.Contract.Outcomes.Where(o => string.Equals(o.Rule.Table, table.Name, StringComparison.Ordinal)).Select(o => new OutcomeTally(o, table, delivery.CoverageOf(o.Code)))];
        var covered = _outcomes.Select(o => delivery.CoverageOf(o.Code)).ToList();
        if (covered.Count > 0)
            _codes = [.. table.Columns.Where(c => c.Codes is not null).Select(c => new CodeTally(table, c, covered.Min(o => o.From), covered.Max(o => o.To)))];
        for (var rows = delivery.FilesOf(table.Name).Sum(f => f.Rows); rows > MostKeys; rows /= 2)
            _sample = (_sample << 1) | 1;
    }

    /// <summary>What only the whole table shows.</summary>
    public IEnumerable<DeliveryFinding> Finish()
    {
        if (!IsComplete)
            return [];
        if (_tableRows == 0)
            return _people?.Count >= Many ? [new(Delivery.Department, DeliveryRule.TableFilled, Delivery.FilesOf(_table.Name).First().Name)] : [];
        var heaps = _table.Columns.SelectMany(Heap);
        return _table.LongestGap is { } allowed ? heaps.Concat(_outcomes.SelectMany(o => Gaps(o, allowed)).Distinct()) : heaps;
    }

    // Fewer rows than this on one day happen by chance in a small table.
    private IEnumerable<DeliveryFinding> Heap(ColumnContract column)
    {
        if (_days.GetValueOrDefault(column.Name) is { Largest: >= EnoughRows } days && days.Share > column.MostOnOneDay)
            yield return new(Delivery.Department, DeliveryRule.DaysSpread, Column: column.Name) { Rows = days.Largest, Share = days.Share, Refuses = false, Holds = true };
    }

    /// <summary>The outcomes' parts of the profile.</summary>
    public IEnumerable<OutcomeProfile> Outcomes(long records) => _outcomes.Select(o => o.Profile(records));

    /// <summary>The codes' parts of the profile.</summary>
    public IEnumerable<CodeProfile> Codes() => _codes.Select(c => c.Profile());

    protected override void Begin() => _means.Clear();

    protected override void CheckGroup(RowGroupColumns group, OutsideParquetFile file)
    {
        _tableRows += group.Rows;
        var records = Read(_table.Record, name => DeliveryReader.RecordIds(group, name));
        var batch = new EventBatch(records ?? []);
        foreach (var column in _table.Columns)
            CheckColumn(column, group, file, batch);
        foreach (var column in _table.Columns)
            CheckOrder(column, batch);
        if (records is not null)
            CheckRecords(records, batch);
        foreach (var outcome in _outcomes)
            outcome.Add(batch, _rules);
        foreach (var codes in _codes)
            codes.Add(batch);
    }

    protected override IEnumerable<DeliveryFinding> Findings(string file)
    {
        var findings = Finding(file, _table.Record, DeliveryRule.RecordKnown, _table.Strangers)
            .Concat(Finding(file, _table.Record, DeliveryRule.RowOnce, Counted(_table.Record, DeliveryRule.RowOnce), Math.Max(1, _keyed), Repeats));
        foreach (var column in _table.Columns.Where(c => IsRead(c.Name)))
            findings = findings.Concat(Findings(file, column));
        return findings;
    }

    private IEnumerable<DeliveryFinding> Findings(string file, ColumnContract column)
    {
        IEnumerable<DeliveryFinding> findings =
        [
            .. Finding(file, column.Name, DeliveryRule.DateWithoutTime, 0),
            .. new[] { DeliveryRule.CodeKnown, DeliveryRule.ValueInRange, DeliveryRule.DatesInOrder, DeliveryRule.NumbersInOrder }.SelectMany(rule => Finding(file, column.Name, rule, column.Tolerated)),
        ];
        var missing = Counted(column.Name, DeliveryRule.ValuePresent);
        var most = column.Missing ?? (column.Required ? column.Tolerated : 1);
        if (missing > most * Rows ? column.Required || Rows >= EnoughRows : column.Required)
            findings = findings.Concat(Finding(file, column.Name, DeliveryRule.ValuePresent, most));
        else if (missing == Rows && Rows > 0)
            findings = findings.Append(new(Delivery.Department, DeliveryRule.ColumnFilled, file, column.Name) { Rows = missing, Share = 1, Refuses = false });
        if (column.Mean is { } band && _means.GetValueOrDefault(column.Name) is { Count: >= EnoughRows } mean && !(mean.Sum / mean.Count >= band.From && mean.Sum / mean.Count <= band.To))
            findings = findings.Append(new(Delivery.Department, DeliveryRule.MeanUsual, file, column.Name));
        return findings;
    }

    private void CheckColumn(ColumnContract column, RowGroupColumns group, OutsideParquetFile file, EventBatch batch)
    {
        switch (column.Type)
        {
            case ColumnType.Text when Read(column.Name, group.Text) is { } texts:
                TableRules.Normalise(column, texts);
                Count(column.Name, DeliveryRule.ValuePresent, texts.LongCount(string.IsNullOrWhiteSpace));
                Count(column.Name, DeliveryRule.CodeKnown, texts.LongCount(t => !string.IsNullOrWhiteSpace(t) && !TableRules.IsCode(column, t)));
                batch.Add(column.Name, texts);
                break;
            case ColumnType.Date when Read(column.Name, group.Dates) is { } days:
                Count(column.Name, DeliveryRule.ValuePresent, days.LongCount(d => d is null || _rules.IsOpen(column, d)));
                Count(column.Name, DeliveryRule.ValueInRange, days.LongCount(d => d is { } day && !_rules.IsInRange(column, day)));
                CountTimes(column.Name, group, file);
                Tally(column.Name).Add(days, day => _rules.IsOpen(column, day));
                batch.Add(column.Name, days);
                break;
            case ColumnType.Whole when Read(column.Name, group.Whole) is { } whole:
                CheckNumbers(column, Array.ConvertAll(whole, v => (double?)v));
                batch.Add(column.Name, whole);
                break;
            case ColumnType.Amount when Read(column.Name, group.Amounts) is { } amounts:
                CheckNumbers(column, amounts);
                batch.Add(column.Name, amounts);
                break;
            default:
                break; // it cannot be read, which is a finding already
        }
    }

    private DayTally Tally(string column)
    {
        if (!_days.TryGetValue(column, out var tally))
            _days.Add(column, tally = new DayTally());
        return tally;
    }

    private void CheckNumbers(ColumnContract column, double?[] numbers)
    {
        var (sum, count) = _means.GetValueOrDefault(column.Name);
        var (missing, outside) = (0L, 0L);
        foreach (var number in numbers)
        {
            if (number is not { } value)
                missing++;
            else if (!TableRules.IsInRange(column, value))
                outside++;
            else
                (sum, count) = (sum + value, count + 1);
        }

        _means[column.Name] = (sum, count);
        Count(column.Name, DeliveryRule.ValuePresent, missing);
        Count(column.Name, DeliveryRule.ValueInRange, outside);
    }

    private void CheckOrder(ColumnContract column, EventBatch batch)
    {
        if (!batch.Has(column.Name))
            return;
        if (column.NotBefore is { } first && batch.Has(first))
            Count(column.Name, DeliveryRule.DatesInOrder, batch.Dates(column.Name).Zip(batch.Dates(first)).LongCount(d => d.First < d.Second));
        if (column.AtMost is { } bound && batch.Has(bound))
            Count(column.Name, DeliveryRule.NumbersInOrder, batch.Amounts(column.Name).Zip(batch.Amounts(bound)).LongCount(n => n.First > n.Second));
    }

    private void CheckRecords(string?[] records, EventBatch batch)
    {
        var keys = _table.Unique is { } unique && unique.All(batch.Has) ? unique : null;
        var (last, hash, isKnown) = ((string?)null, 0UL, false);
        var (strangers, repeats) = (0L, 0L);
        for (var row = 0; row < records.Length; row++)
        {
            if (!ReferenceEquals(records[row], last) || row == 0)
            {
                last = records[row];
                hash = last is null ? 0 : RecordSet.HashOf(last);
                isKnown = last is not null && _people?.Contains(hash) != false;
            }

            strangers += isKnown ? 0 : 1;
            if (keys is null || last is null || ((hash >> 40) & _sample) != 0)
                continue;
            _keyed++;
            repeats += _keys.Add(keys.Aggregate(hash, (joined, key) => RecordSet.Join(joined, KeyOf(batch, key, row)))) ? 0 : 1;
        }

        Count(_table.Record, DeliveryRule.RecordKnown, strangers);
        Count(_table.Record, DeliveryRule.RowOnce, repeats);
    }

    private long KeyOf(EventBatch batch, string column, int row) => _table.Find(column)!.Type switch
    {
        ColumnType.Text => batch.Text(column)[row] is { } text ? unchecked((long)RecordSet.HashOf(text)) : 0,
        ColumnType.Date => batch.Dates(column)[row]?.DayNumber ?? -1,
        ColumnType.Whole => batch.Whole(column)[row] ?? long.MinValue,
        _ => BitConverter.DoubleToInt64Bits(batch.Amounts(column)[row] ?? double.NaN),
    };

    private IEnumerable<DeliveryFinding> Gaps(OutcomeTally outcome, int allowed)
    {
        var coverage = Delivery.CoverageOf(outcome.Code);
        if (outcome.All.HasGap(coverage.From, coverage.To, allowed))
            yield return new(Delivery.Department, DeliveryRule.CoverageHeld, Column: outcome.Anchor);
        else if (outcome.Where is { } column && outcome.Wanted.Rows == 0 && outcome.All.Rows >= Many)
            yield return new(Delivery.Department, DeliveryRule.CodesSteady, Column: column);
        else if (outcome.Where is { } code && outcome.Wanted.HasGap(coverage.From, coverage.To, allowed))
            yield return new(Delivery.Department, DeliveryRule.CodesSteady, Column: code) { Refuses = false, Holds = true };
    }
}
