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
    private readonly int _lastRequired;
    private readonly LongNumberSurvey _longPeople = new();
    private readonly LongNumberSurvey _longFamilies = new();
    private readonly List<OptOutMark> _optOuts = [];
    private bool _unnamedReported;
    private bool _cellsLeftOutReported;

    public RowValidator(HeaderMap map, RowContext context, FindingLog log, RowSink sink, TextSource source, IReadOnlySet<CouncilField>? undecidedDates = null)
    {
        _lastRequired = map.LastRequired;
        _map = map;
        _sink = sink;
        _check = new RowCheck(log);
        _fields = new FieldChecks(map, context, _check, undecidedDates);
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

    /// <summary>Rows whose opt-out is neither plainly yes nor plainly no.</summary>
    public int Doubtful { get; private set; }

    /// <summary>Opt-outs and doubtful ones, whatever else is wrong in their rows.</summary>
    public IReadOnlyList<OptOutMark> OptOuts => _optOuts;

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
            if (OptOutScan.Look(OptOutScan.CellsOf(reader), _map, _optOuts))
                _check.Report(ProgrammeRules.WithdrawnUnattributed, _map.ColumnOf(CouncilField.Withdrawn));
            return;
        }

        if (malformed)
            _check.Report(HeaderRules.StrayQuote, -1);
        if (raw.ContainsAny(Controls))
            _check.Report(HeaderRules.ControlCharacter, -1);
        _fields.Read(reader, facts);
        _longPeople.Add(facts.PersonId);
        _longFamilies.Add(facts.FamilyId);
        if (++_waitingCount == _waiting.Length)
            CheckWaitingRows();
    }

    /// <summary>What only the whole file can show.</summary>
    public void Complete()
    {
        CheckWaitingRows();
        _sink.Flush();
        if (_longPeople.IsRounded)
            _check.Report(FileRules.RoundedReferences, _map.ColumnOf(CouncilField.PersonId), 0);
        if (_longFamilies.IsRounded)
            _check.Report(FileRules.RoundedReferences, _map.ColumnOf(CouncilField.FamilyId), 0);
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
            var isOptOut = facts.Withdrawal is WithdrawalState.Withdrawn or WithdrawalState.Doubtful;
            if (isOptOut && facts.PersonId is { } person)
                _optOuts.Add(new OptOutMark(person, facts.IsOfOtherCouncil ? WithdrawalState.Doubtful : facts.Withdrawal));
            Doubtful += facts.Withdrawal == WithdrawalState.Doubtful ? 1 : 0;
            if (!isOptOut)
                _crossRow.Check(facts);

            // Leaving an opt-out's row out for another error would keep the person in.
            if (facts.HasError && !(facts.Withdrawal == WithdrawalState.Withdrawn && facts.PersonId is not null))
            {
                Refused++;
                continue;
            }

            Verdicts.Accept(facts.Row, facts.HasQuery || facts.HasError);
            Accepted++;
            Queried += facts.HasQuery || facts.HasError ? 1 : 0;
            Withdrawn += facts.Withdrawal == WithdrawalState.Withdrawn ? 1 : 0;
            _sink.Add(facts);
        }
    }

    private bool HasShape(CsvReader reader)
    {
        if (reader.FieldCount < _map.ColumnCount && reader.FieldCount > _lastRequired && !OptOutScan.IsShifted(OptOutScan.CellsOf(reader), _map))
            return HasCellsLeftOut(reader);
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

        CheckUnnamed(reader);
        return true;
    }

    private bool HasCellsLeftOut(CsvReader reader)
    {
        if (!_cellsLeftOutReported)
            _check.Report(HeaderRules.CellsLeftOut, -1);
        _cellsLeftOutReported = true;
        CheckUnnamed(reader);
        return true;
    }

    private void CheckUnnamed(CsvReader reader)
    {
        foreach (var column in _map.Unnamed)
        {
            if (_unnamedReported || column >= reader.FieldCount || Cells.Trim(reader.GetSpan(column)).IsEmpty)
                continue;
            _unnamedReported = true;
            _check.Report(HeaderRules.NoHeading, column);
        }
    }
}
