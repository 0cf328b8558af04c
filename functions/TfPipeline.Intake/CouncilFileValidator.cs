using System.Collections.Frozen;
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
        if (text.Problem == FileRules.Spreadsheet)
            return ReadWorkbook(stream, text, context, log, emit, cancellationToken);
        if (text.Problem is { } problem)
        {
            log.Add(new Finding(0, -1, problem));
            return new IntakeResult
            {
                IsAccepted = false,
                Sha256 = text.Sha256,
                Length = text.Length,
                Findings = log,
                OptOuts = problem == FileRules.Undecodable ? OptOutRescue.Run(stream, text, cancellationToken) : [],
            };
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
        return header is null || map is null
            ? result
            : ReadRows(new TextSource(stream, text, header), map, context, emit, result, cancellationToken);
    }

    // From here on its list is text like any other; length and hash stay those of the workbook.
    private static IntakeResult ReadWorkbook(
        Stream stream, TextProbe file, RowContext context, FindingLog log, Action<AcceptedRows> emit, CancellationToken cancellationToken)
    {
        var workbook = file.Length > context.Options.MaxBytes ? null : WorkbookReader.Read(stream, log, cancellationToken);
        if (file.Length > context.Options.MaxBytes)
            log.Add(new Finding(0, -1, FileRules.TooLarge));
        var map = workbook is null ? null : CheckHeader(workbook.Header, log);
        var result = new IntakeResult
        {
            IsAccepted = false,
            Sha256 = file.Sha256,
            Length = file.Length,
            Encoding = log.Counts.ContainsKey(FileRules.Spreadsheet) ? null : TextEncoding.Workbook,
            Map = map,
            Findings = log,
        };
        return workbook is null || map is null
            ? result
            : ReadRows(new TextSource(workbook.Text, TextProbe.OfWorkbook(workbook.Text), workbook.Header), map, context, emit, result, cancellationToken);
    }

    private static IntakeResult ReadRows(
        TextSource source, HeaderMap map, RowContext context, Action<AcceptedRows> emit, IntakeResult result, CancellationToken cancellationToken)
    {
        var log = result.Findings;
        var sink = new RowSink(map, context.Options.BatchRows, emit);
        var undecided = source.HasSlash ? SurveyDates(source, map, log, cancellationToken) : (IReadOnlySet<CouncilField>)FrozenSet<CouncilField>.Empty;
        var rows = new RowValidator(map, context, log, sink, source, undecided);
        RowLoop.Run(source, rows.Check, log, cancellationToken);
        rows.Complete();
        var counts = new IntakeCounts(rows.RowsRead, rows.Accepted, rows.Queried, rows.Refused, rows.Withdrawn);
        if (counts.Read == 0 && !log.RefusesFile)
            log.Add(new Finding(0, -1, FileRules.NoRows));
        if (rows.Doubtful > counts.Read * context.Options.MaxDoubtfulShare)
            log.Add(new Finding(0, map.ColumnOf(CouncilField.Withdrawn), FileRules.TooManyDoubtful));
        if (counts.Refused > counts.Read * context.Options.MaxErrorShare)
            log.Add(new Finding(0, -1, FileRules.TooManyErrors));
        return result with
        {
            IsAccepted = !log.RefusesFile,
            ErrorRows = counts.Refused,
            MaxErrorShare = context.Options.MaxErrorShare,
            OptOuts = log.Counts.ContainsKey(FileRules.QuoteNeverClosed) || log.Counts.ContainsKey(FileRules.RowTooLong)
                ? [.. rows.OptOuts, .. OptOutRescue.Run(source.Stream, source.Text, cancellationToken)]
                : rows.OptOuts,
            Counts = log.RefusesFile ? counts.AllRefused() : counts,
            Rows = new AcceptedRowReader(source, map, context, rows.Verdicts),
        };
    }

    // A column of dates whose order is not known refuses the file; its rows are still checked for everything else.
    private static HashSet<CouncilField> SurveyDates(TextSource source, HeaderMap map, FindingLog log, CancellationToken cancellationToken)
    {
        var undecided = new HashSet<CouncilField>();
        try
        {
            using var reader = source.Open();
            foreach (var finding in DateOrderSurvey.Run(reader, map, source.Header.HeaderRow, cancellationToken))
            {
                log.Add(finding);
                undecided.Add(map.FieldAt(finding.Column)!.Value);
            }
        }
        catch (CsvFormatException)
        {
            // The pass over the rows meets the same place and reports it.
        }

        return undecided;
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
        if (header is null)
        {
            log.Add(new Finding(1, -1, HeaderRules.NoHeader));
            return null;
        }

        if (header.HeaderRow > 1)
            log.Add(new Finding(header.HeaderRow, -1, HeaderRules.Preamble));
        return HeaderCheck.Run(header.Headings, header.HeaderRow, log);
    }
}
