using System.Buffers;
using CsvHelper;

namespace TfPipeline.Intake;

/// <summary>Checks one row after the other and passes on what is accepted.</summary>
internal sealed class RowValidator
{
    // Everything below space but tab and line breaks, and DEL.
    private static readonly SearchValues<byte> Controls =
        SearchValues.Create([.. Enumerable.Range(0, 32).Where(b => b is not (9 or 10 or 13)).Select(b => (byte)b), 127]);

    // A row with all required cells and nothing else.
    private const int FewestBytes = 64;

    private readonly HeaderMap _map;
    private readonly RowSink _sink;
    private readonly RowCheck _check;
    private readonly FieldChecks _fields;
    private readonly CrossRowChecks _crossRow;
    private readonly SearchValues<byte> _blank;
    private readonly RowFacts[] _waiting = new RowFacts[CrossRowChecks.RowsAtOnce];
    private int _waitingCount;
    private bool _unnamedReported;

    public RowValidator(HeaderMap map, RowContext context, FindingLog log, RowSink sink, TextSource source)
    {
        _map = map;
        _sink = sink;
        _check = new RowCheck(log);
        _fields = new FieldChecks(map, context, _check);
        _crossRow = new CrossRowChecks(map, _check, source.Text.Length / FewestBytes);
        _blank = SearchValues.Create([(byte)source.Separator, (byte)' ', (byte)'"', (byte)'\t']);
        for (var i = 0; i < _waiting.Length; i++)
            _waiting[i] = new RowFacts();
    }

    public int RowsRead { get; private set; }

    public int Accepted { get; private set; }

    public int Refused { get; private set; }

    public int Queried { get; private set; }

    public int Withdrawn { get; private set; }

    /// <summary>What became of each row, whole after <see cref="Complete"/>.</summary>
    public RowVerdicts Verdicts { get; } = new();

    /// <summary>Checks the record that the reader is on.</summary>
    public void Check(CsvReader reader, int row, bool malformed)
    {
        var raw = reader.RawRecord;
        if (!raw.ContainsAnyExcept(_blank))
            return;
        RowsRead++;
        var facts = _waiting[_waitingCount];
        facts.Start(row);
        _check.MoveTo(facts);
        if (!HasShape(reader))
        {
            Refused++;
            return;
        }

        if (malformed)
            _check.Report(HeaderRules.StrayQuote, -1);
        if (raw.ContainsAny(Controls))
            _check.Report(HeaderRules.ControlCharacter, -1);
        _fields.Read(reader, facts);
        if (++_waitingCount == _waiting.Length)
            CheckWaitingRows();
    }

    /// <summary>What only the whole file can show.</summary>
    public void Complete()
    {
        CheckWaitingRows();
        _sink.Flush();
        foreach (var row in _crossRow.Complete())
        {
            Verdicts.Query(row);
            Queried++;
        }
    }

    private void CheckWaitingRows()
    {
        var rows = _waiting.AsSpan(0, _waitingCount);
        _waitingCount = 0;
        _crossRow.Prefetch(rows);
        foreach (var facts in rows)
        {
            _check.MoveTo(facts);
            if (facts.Withdrawal != WithdrawalState.Withdrawn)
                _crossRow.Check(facts);
            if (facts.HasError)
            {
                Refused++;
                continue;
            }

            Verdicts.Accept(facts.Row, facts.HasQuery);
            Accepted++;
            Queried += facts.HasQuery ? 1 : 0;
            Withdrawn += facts.Withdrawal == WithdrawalState.Withdrawn ? 1 : 0;
            _sink.Add(facts);
        }
    }

    private bool HasShape(CsvReader reader)
    {
        if (reader.FieldCount < _map.ColumnCount || reader.FieldCount > _map.CellCount)
        {
            _check.Report(HeaderRules.WrongCount, -1);
            return false;
        }

        for (var column = _map.ColumnCount; column < reader.FieldCount; column++)
        {
            if (Cells.Trim(reader.GetSpan(column)).IsEmpty)
                continue;
            _check.Report(HeaderRules.WrongCount, -1);
            return false;
        }

        foreach (var column in _map.Unnamed)
        {
            if (_unnamedReported || Cells.Trim(reader.GetSpan(column)).IsEmpty)
                continue;
            _unnamedReported = true;
            _check.Report(HeaderRules.NoHeading, column);
        }

        return true;
    }
}
