using CsvHelper;

namespace TfPipeline.Intake;

/// <summary>Looks at a record.</summary>
/// <param name="reader">Is on the record.</param>
/// <param name="row">1-based, as a spreadsheet counts.</param>
/// <param name="malformed">The reader had to guess where cells end.</param>
internal delegate void RowVisitor(CsvReader reader, int row, bool malformed);

/// <summary>Goes through the rows below the header.</summary>
internal static class RowLoop
{
    public static void Run(TextSource source, RowVisitor visit, FindingLog log, CancellationToken cancellationToken)
    {
        var malformed = false;
        var neverClosed = false;
        using var reader = source.Open(record =>
        {
            malformed = true;
            neverClosed |= record.Reason == CsvMalformedReason.UnterminatedQuote;
        });
        var row = 0;
        try
        {
            while (reader.Read())
            {
                row++;
                // The reader checks its own limit only when it needs more input.
                var stop = neverClosed ? FileRules.QuoteNeverClosed : reader.RawRecord.Length > CsvReading.MaxRowBytes ? FileRules.RowTooLong : null;
                if (stop is not null)
                {
                    log.Add(new Finding(row, -1, stop));
                    return;
                }

                if (row > source.Header.HeaderRow)
                    visit(reader, row, malformed);
                malformed = false;
                if ((row & 0xFFFF) == 0)
                    cancellationToken.ThrowIfCancellationRequested();
            }
        }
        catch (CsvFormatException)
        {
            log.Add(new Finding(row + 1, -1, FileRules.RowTooLong));
        }
    }
}
