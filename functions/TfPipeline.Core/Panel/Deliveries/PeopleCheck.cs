using TfPipeline.Core.OutsideParquet;
using TfPipeline.Core.Panel.Contracts;
using TfPipeline.Identifiers;

namespace TfPipeline.Core.Panel.Deliveries;

/// <summary>The people of a delivery: each record once, and identifiers that can be read as what they are.</summary>
internal sealed class PeopleCheck(Delivery delivery) : ValueCheck(delivery)
{
    /// <summary>Nobody in any extract is born before; earlier days are how systems write that they know none.</summary>
    private static readonly DateOnly EarliestBirth = new(1880, 1, 1);

    private readonly RecordSet _records = new();
    private readonly Dictionary<string, long> _filled = new(StringComparer.Ordinal);
    private readonly PeopleContract _contract = delivery.Contract.People;
    private readonly DateOnly _latestBirth = DateOnly.FromDayNumber(Math.Min(DateOnly.MaxValue.DayNumber, delivery.Manifest.Coverage.Max(c => c.To).DayNumber + TableRules.DaysAfterCoverage));

    /// <summary>The records; null where not all of them could be read.</summary>
    public RecordSet? Records => IsComplete ? _records : null;

    protected override void Begin() => _filled.Clear();

    protected override void CheckGroup(RowGroupColumns group, OutsideParquetFile file)
    {
        if (Read(_contract.Record, name => DeliveryReader.RecordIds(group, name)) is { } ids)
            CheckRecords(ids);
        var columns = _contract.Identifiers;
        CheckText(group, columns.Forename, text => NameNormaliser.Forename(text).Length > 0);
        CheckText(group, columns.Surname, text => NameNormaliser.Surname(text).Length > 0);
        CheckText(group, columns.Sex, text => SexText.Parse(text) != Sex.NotKnown);
        CheckText(group, columns.Postcode, text => Postcode.TryParse(text, out var postcode) && !postcode.IsPlaceholder);
        CheckText(group, columns.Upn, text => Upn.TryParse(text, out _));
        CheckText(group, columns.Nino, text => Nino.TryParse(text, out _));
        if (columns.DateOfBirth is { } born)
            CheckBirths(group, born, file);
    }

    protected override IEnumerable<DeliveryFinding> Findings(string file)
    {
        IEnumerable<DeliveryFinding> findings =
        [
            .. Finding(file, _contract.Record, DeliveryRule.RecordIdPresent, 0),
            .. Finding(file, _contract.Record, DeliveryRule.RecordOnce, 0),
        ];
        foreach (var column in _contract.Identifiers.Columns.Select(c => c.Name).Where(IsRead))
        {
            var filled = _filled.GetValueOrDefault(column);
            findings = findings
                .Concat(Finding(file, column, DeliveryRule.DateWithoutTime, 0))
                .Concat(Finding(file, column, DeliveryRule.IdentifierReadable, Counted(column, DeliveryRule.IdentifierReadable), filled, filled < EnoughRows ? 1 : _contract.Unreadable));
            if (filled == 0 && Rows > 0)
                findings = findings.Append(new DeliveryFinding(Delivery.Department, DeliveryRule.ColumnFilled, file, column) { Rows = Rows, Share = 1, Refuses = false });
        }

        return findings;
    }

    private void CheckRecords(string?[] ids)
    {
        foreach (var id in ids)
        {
            if (id is null)
                Count(_contract.Record, DeliveryRule.RecordIdPresent, 1);
            else if (!_records.Add(RecordSet.HashOf(id)))
                Count(_contract.Record, DeliveryRule.RecordOnce, 1);
        }
    }

    private void CheckText(RowGroupColumns group, string? column, Func<string, bool> isReadable)
    {
        if (column is null || Read(column, group.Text) is not { } texts)
            return;
        var (last, isLast) = ((string?)null, false);
        var (filled, unreadable) = (0L, 0L);
        foreach (var text in texts)
        {
            if (string.IsNullOrWhiteSpace(text))
                continue;
            filled++;
            if (!ReferenceEquals(text, last))
                (last, isLast) = (text, isReadable(text));
            unreadable += isLast ? 0 : 1;
        }

        _filled[column] = _filled.GetValueOrDefault(column) + filled;
        Count(column, DeliveryRule.IdentifierReadable, unreadable);
    }

    private void CheckBirths(RowGroupColumns group, string column, OutsideParquetFile file)
    {
        if (Read(column, group.Dates) is not { } days)
            return;
        _filled[column] = _filled.GetValueOrDefault(column) + days.LongCount(d => d is not null);
        Count(column, DeliveryRule.IdentifierReadable, days.LongCount(d => d is { } born && (born < EarliestBirth || born > _latestBirth || BirthDates.IsPlaceholder(born))));
        CountTimes(column, group, file);
    }
}
