using CsvHelper;

namespace TfPipeline.Intake;

/// <summary>
/// Reads the accepted rows of a checked file again. What was found then is not looked for again: duplicates would need the state of
/// the whole file a second time.
/// </summary>
public sealed class AcceptedRowReader
{
    private readonly TextSource _source;
    private readonly HeaderMap _map;
    private readonly RowContext _context;
    private readonly RowVerdicts _verdicts;

    internal AcceptedRowReader(TextSource source, HeaderMap map, RowContext context, RowVerdicts verdicts) =>
        (_source, _map, _context, _verdicts) = (source, map, context, verdicts);

    /// <summary>Hands on each batch, in the order of the file.</summary>
    public void Read(Action<AcceptedRows> emit, CancellationToken cancellationToken)
    {
        var sink = new RowSink(_map, _context.Options.BatchRows, emit);
        var known = new FindingLog(keep: 0);
        var check = new RowCheck(known);
        var fields = new FieldChecks(_map, _context, check);
        var facts = new RowFacts();
        RowLoop.Run(_source, ReadRow, known, cancellationToken);
        sink.Flush();

        void ReadRow(CsvReader reader, int row, bool malformed)
        {
            if (!_verdicts.IsAccepted(row))
                return;
            facts.Start(row);
            check.MoveTo(facts);
            fields.Read(reader, facts);
            facts.HasQuery = _verdicts.IsQueried(row);
            sink.Add(facts);
        }
    }
}
