using CsvHelper;

namespace TfPipeline.Core.Intake;

/// <summary>
/// Reads the accepted rows of a checked file again. What was found then is not looked for again: duplicates would need the state of
/// the whole file a second time.
/// </summary>
internal sealed class AcceptedRowReader(TextSource source, HeaderMap map, RowContext context, RowVerdicts verdicts)
{
    /// <summary>Hands on each batch, in the order of the file.</summary>
    public void Read(Action<AcceptedRows> emit, CancellationToken cancellationToken)
    {
        var sink = new RowSink(map, context.Options.BatchRows, emit);
        var known = new FindingLog(keep: 0);
        var check = new RowCheck(known);
        var fields = new FieldChecks(map, context, check);
        var facts = new RowFacts();
        RowLoop.Run(source, ReadRow, known, cancellationToken);
        sink.Flush();

        void ReadRow(CsvReader reader, int row, bool malformed)
        {
            if (!verdicts.IsAccepted(row))
                return;
            facts.Start(row);
            check.MoveTo(facts);
            fields.Read(reader, facts);
            facts.HasQuery = verdicts.IsQueried(row);
            sink.Add(facts);
        }
    }
}
