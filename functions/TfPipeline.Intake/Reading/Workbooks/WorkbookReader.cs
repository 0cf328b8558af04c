using System.IO.Compression;
using System.Text;
using ExcelDataReader;

namespace TfPipeline.Intake;

/// <summary>
/// Reads the list of a workbook: the first sheet with the headings of a list that is not hidden. Formulas count by their stored values.
/// What cannot be read rightly is a finding with its place.
/// </summary>
internal static class WorkbookReader
{
    private const int RowsLookedAt = 20;
    private const int FewestKnown = 3;

    /// <summary>The most text that a list may come to, in bytes.</summary>
    private const int MostText = 384 << 20;

    // The reader's settings name an encoding of the older workbooks, which is not there until it is registered. No workbook here uses it.
    static WorkbookReader() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

    /// <summary>Null where nothing can be read; then a finding refuses the file.</summary>
    public static WorkbookText? Read(Stream stream, FindingLog log, CancellationToken cancellationToken)
    {
        if (WorkbookArchive.Look(stream) is { } refusal)
        {
            log.Add(new Finding(0, -1, refusal));
            return null;
        }

        // In memory first: what the storage throws is no fault of the workbook.
        var bytes = new byte[stream.Length];
        stream.Position = 0;
        stream.ReadExactly(bytes);
        try
        {
            return Read(bytes, log, cancellationToken);
        }
#pragma warning disable CA1031 // A broken workbook makes the reader throw whatever the broken place leads to.
        catch (Exception fault) when (fault is not (OperationCanceledException or OutOfMemoryException))
#pragma warning restore CA1031
        {
            log.Add(new Finding(0, -1, WorkbookRules.Unreadable));
            return null;
        }
    }

    private static WorkbookText? Read(byte[] bytes, FindingLog log, CancellationToken cancellationToken)
    {
        IReadOnlyDictionary<string, SheetScan> scans;
        using (var archive = new ZipArchive(new MemoryStream(bytes, writable: false)))
        {
            if (!WorkbookArchive.FitsUnpacked(archive, cancellationToken))
            {
                log.Add(new Finding(0, -1, WorkbookRules.TooLarge));
                return null;
            }

            scans = SheetScan.Run(archive, cancellationToken);
        }

        using var reader = ExcelReaderFactory.CreateOpenXmlReader(new MemoryStream(bytes, writable: false), new ExcelReaderConfiguration { LeaveOpen = false });
        WorkbookText? list = null;
        var (isTooLarge, hasOther) = (false, false);
        do
        {
            var isHidden = !string.Equals(reader.VisibleState, "visible", StringComparison.OrdinalIgnoreCase);
            if (list is null && !isTooLarge && !isHidden)
                list = ReadSheet(reader, scans.GetValueOrDefault(reader.Name) ?? new SheetScan(), log, out isTooLarge, cancellationToken);
            else
                hasOther |= Headings(reader, new SheetScan(), out _, out _) is not null;
        }
        while (reader.NextResult());

        if (list is not null && hasOther)
            log.Add(new Finding(0, -1, WorkbookRules.SecondList));
        else if (list is null && !isTooLarge)
            log.Add(hasOther ? new Finding(0, -1, WorkbookRules.Hidden) : new Finding(1, -1, HeaderRules.NoHeader));
        return list;
    }

    private static WorkbookText? ReadSheet(IExcelDataReader reader, SheetScan scan, FindingLog log, out bool isTooLarge, CancellationToken cancellationToken)
    {
        isTooLarge = false;
        var merged = new MergedCells(reader.MergeCells ?? []);
        if (Headings(reader, scan, out var headerRow, out var seen) is not { } headings)
            return null;
        var text = new MemoryStream();
        var writer = new StreamWriter(text, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), 1 << 16, leaveOpen: true) { NewLine = "\n" };
        var written = 0;
        var width = headings.Length;
        foreach (var (row, cells) in seen)
            WriteRow(writer, ref written, row, row > headerRow ? merged.Fill(row - 1, cells) : cells, row > headerRow ? width : 0);
        while (reader.Read())
        {
            if ((reader.Depth & 0x3FF) == 0)
            {
                cancellationToken.ThrowIfCancellationRequested();
                if (text.Length > MostText)
                {
                    log.Add(new Finding(0, -1, WorkbookRules.TooLarge));
                    isTooLarge = true;
                    return null;
                }
            }

            WriteRow(writer, ref written, reader.Depth + 1, merged.Fill(reader.Depth, Cells(reader, scan)), width);
        }

        writer.Dispose();
        if (merged.FirstFrom(headerRow - 1) is var (mergedRow, mergedColumn))
            log.Add(new Finding(mergedRow + 1, mergedColumn, WorkbookRules.Merged));
        if (scan.WithoutValue.Where(f => f.Row >= headerRow && f.Column < width).Select(f => ((int Row, int Column)?)f).FirstOrDefault() is var (formulaRow, formulaColumn))
            log.Add(new Finding(formulaRow, formulaColumn, WorkbookRules.FormulaWithoutValue));
        return new WorkbookText(text, new HeaderProbe(',', headerRow, headings));
    }

    // The row with most known headings among the first; the reader stands behind the rows looked at, which are given back.
    private static string[]? Headings(IExcelDataReader reader, SheetScan scan, out int headerRow, out List<(int Row, string[] Cells)> seen)
    {
        (headerRow, seen) = (0, []);
        string[]? best = null;
        var bestKnown = FewestKnown - 1;
        while (seen.Count < RowsLookedAt && reader.Read())
        {
            var cells = Cells(reader, scan);
            seen.Add((reader.Depth + 1, cells));
            var known = cells.Count(h => HeaderNames.Match(h) is not null);
            if (known <= bestKnown)
                continue;
            (bestKnown, best, headerRow) = (known, cells, reader.Depth + 1);
        }

        return best;
    }

    /// <summary>The cells up to the last one that holds something.</summary>
    private static string[] Cells(IExcelDataReader reader, SheetScan scan)
    {
        var row = reader.Depth + 1;
        var last = reader.FieldCount - 1;
        while (last >= 0 && reader.GetValue(last) is null && scan.ErrorAt(row, last) is null)
            last--;
        var cells = new string[last + 1];
        for (var i = 0; i <= last; i++)
            cells[i] = scan.ErrorAt(row, i) ?? CellText.Of(reader.GetValue(i), reader.GetNumberFormatString(i));
        return cells;
    }

    private static void WriteRow(StreamWriter writer, ref int written, int row, string[] cells, int width)
    {
        for (; written < row - 1; written++)
            writer.WriteLine();
        written++;
        if (cells.Length == 0)
        {
            writer.WriteLine();
            return;
        }

        for (var i = 0; i < Math.Max(cells.Length, width); i++)
        {
            if (i > 0)
                writer.Write(',');
            if (i < cells.Length)
                WriteCell(writer, cells[i]);
        }

        writer.WriteLine();
    }

    private static void WriteCell(StreamWriter writer, string cell)
    {
        if (cell.AsSpan().IndexOfAny("\",\r\n") < 0)
        {
            writer.Write(cell);
            return;
        }

        writer.Write('"');
        writer.Write(cell.Replace("\"", "\"\"", StringComparison.Ordinal));
        writer.Write('"');
    }
}
