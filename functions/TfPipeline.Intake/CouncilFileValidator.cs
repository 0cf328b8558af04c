using CsvHelper;
using TfPipeline.Identifiers;

namespace TfPipeline.Intake;

/// <summary>
/// Checks a council's file: a stream in, findings and batches of accepted rows out. It reads the stream two or three times
/// (encoding and hash; order of dates where there are slashes; rows) and keeps about thirty bytes a row, for duplicates.
/// It never throws because of what is in the file.
/// </summary>
public static class CouncilFileValidator
{
    /// <summary>Checks everything that one file can show.</summary>
    /// <param name="stream">Seekable; read from its start, left open.</param>
    /// <param name="context">The council, the date of the drop folder, and the limits.</param>
    /// <param name="emit">
    /// Gets each batch of accepted rows, in the order of the file. Whether they may be used is known only from the result:
    /// a later row can refuse the whole file.
    /// </param>
    /// <param name="cancellationToken">Stops between rows.</param>
    public static IntakeResult Validate(
        Stream stream, RowContext context, Action<AcceptedRows> emit, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentNullException.ThrowIfNull(context);
        var log = new FindingLog(context.Options.KeptFindings);
        CheckCouncil(context, log);
        stream.Position = 0;
        var text = TextProbe.Examine(stream, context.Options.MaxBytes, cancellationToken);
        if (text.Problem is { } problem)
        {
            log.Add(new Finding(0, -1, problem));
            return new IntakeResult { IsAccepted = false, Sha256 = text.Sha256, Length = text.Length, Findings = log };
        }

        var header = HeaderProbe.Find(stream, text);
        var map = CheckHeader(header, log);
        var result = new IntakeResult
        {
            IsAccepted = false,
            Sha256 = text.Sha256,
            Length = text.Length,
            Encoding = text.Encoding,
            Separator = header?.Separator,
            Map = map,
            Findings = log,
        };
        return header is null || map is null || log.RefusesFile
            ? result
            : ReadRows(new TextSource(stream, text, header), map, context, emit, result, cancellationToken);
    }

    private static IntakeResult ReadRows(
        TextSource source, HeaderMap map, RowContext context, Action<AcceptedRows> emit, IntakeResult result, CancellationToken cancellationToken)
    {
        var log = result.Findings;
        var sink = new RowSink(map, context.Options.BatchRows, emit);
        var rows = new RowValidator(map, context, log, sink, source);
        if (source.HasSlash && !SurveyDates(source, map, log, cancellationToken))
            return result;
        RowLoop.Run(source, rows.Check, log, cancellationToken);
        rows.Complete();
        var counts = new IntakeCounts(rows.RowsRead, rows.Accepted, rows.Queried, rows.Refused, rows.Withdrawn);
        if (counts.Read == 0 && !log.RefusesFile)
            log.Add(new Finding(0, -1, FileRules.NoRows));
        if (counts.Refused > counts.Read * context.Options.MaxErrorShare)
            log.Add(new Finding(0, -1, FileRules.TooManyErrors));
        return result with
        {
            IsAccepted = !log.RefusesFile,
            Counts = log.RefusesFile ? counts.AllRefused() : counts,
            Rows = new AcceptedRowReader(source, map, context, rows.Verdicts),
        };
    }

    // A column of dates that can't be read would make an error of every row, so rows are not looked at.
    private static bool SurveyDates(TextSource source, HeaderMap map, FindingLog log, CancellationToken cancellationToken)
    {
        try
        {
            using var reader = source.Open();
            foreach (var finding in DateOrderSurvey.Run(reader, map, 1, cancellationToken))
                log.Add(finding);
        }
        catch (CsvFormatException)
        {
            // The pass over the rows meets the same place and reports it.
        }

        return !log.RefusesFile;
    }

    private static void CheckCouncil(RowContext context, FindingLog log)
    {
        var council = CouncilRegister.Find(context.Gss)
            ?? throw new ArgumentException("The council code is not one of an upper-tier council; see the table of councils.", nameof(context));
        if (context.DropDate < council.From)
            log.Add(new Finding(0, -1, PersonRules.CouncilNotYet));
        else if (context.DropDate > council.To)
            log.Add(new Finding(0, -1, PersonRules.CouncilEnded));
    }

    private static HeaderMap? CheckHeader(HeaderProbe? header, FindingLog log)
    {
        if (header is null || header.HeaderRow > 1)
        {
            log.Add(header is null ? new Finding(1, -1, HeaderRules.NoHeader) : new Finding(header.HeaderRow, -1, HeaderRules.Preamble));
            return null;
        }

        return HeaderCheck.Run(header.Headings, log);
    }
}
