using System.Text;

namespace TfPipeline.Intake;

/// <summary>
/// Reads a refused file line by line, quotation marks or not, for opt-outs alone: where a mark is never closed or a byte can't be
/// decoded, the people who opt out below that place must still be heard.
/// </summary>
internal static class OptOutRescue
{
    private const int LinesBetweenStops = 1 << 16;

    public static IReadOnlyList<OptOutMark> Run(Stream stream, TextProbe text, CancellationToken cancellationToken)
    {
        if (HeaderProbe.Find(stream, text) is not { } header || HeaderCheck.Run(header.Headings, header.HeaderRow, new FindingLog(0)) is not { } map)
            return [];
        var marks = new List<OptOutMark>();
        stream.Position = text.MarkLength;
        using var reader = new StreamReader(stream, text.Encoding.ToEncoding(), detectEncodingFromByteOrderMarks: false, leaveOpen: true);
        var line = new StringBuilder();
        for (var number = 1; ReadLine(reader, line); number++)
        {
            string[] cells = [.. line.ToString().Split(header.Separator).Select(c => c.Trim().Trim('"'))];
            if (line.Length > 0 && !IsHeader(cells, map))
                OptOutScan.Look(cells, map, marks);
            if (number % LinesBetweenStops == 0)
                cancellationToken.ThrowIfCancellationRequested();
        }

        return marks;
    }

    private static bool IsHeader(string[] cells, HeaderMap map)
        => map.ColumnOf(CouncilField.PersonId) is >= 0 and var column && column < cells.Length && HeaderNames.Match(cells[column])?.Field == CouncilField.PersonId;

    // A line without end keeps its first part only: no row of people is so long.
    private static bool ReadLine(StreamReader reader, StringBuilder line)
    {
        line.Clear();
        var any = false;
        for (int c; (c = reader.Read()) >= 0;)
        {
            any = true;
            if (c is '\n' or '\r')
                return true;
            if (line.Length < CsvReading.MaxRowBytes)
                line.Append((char)c);
        }

        return any;
    }
}
