using CsvHelper;

namespace TfPipeline.Intake;

/// <summary>Finds the separator and the header in the first bytes of a file: the split that yields most known headings wins.</summary>
internal sealed record HeaderProbe(char Separator, int HeaderRow, string[] Headings)
{
    private const int SampleBytes = 1 << 17;
    private const int RowsLookedAt = 20;
    private const int FewestKnown = 3;
    private static readonly char[] Separators = [',', ';', '\t', '|'];

    /// <summary>Null where no row of the first twenty looks like headings.</summary>
    public static HeaderProbe? Find(Stream stream, TextProbe text)
    {
        stream.Position = text.MarkLength;
        var sample = new byte[SampleBytes];
        var length = stream.ReadAtLeast(sample, SampleBytes, throwOnEndOfStream: false);
        HeaderProbe? best = null;
        var bestKnown = FewestKnown - 1;
        foreach (var separator in Separators)
        {
            using var reader = CsvReading.Open(new MemoryStream(sample, 0, length, writable: false), text.Encoding, separator);
            for (var row = 1; row <= RowsLookedAt && TryRead(reader); row++)
            {
                var headings = reader.Current.ToArray();
                var known = headings.Count(h => HeaderNames.Match(h) is not null);
                if (known <= bestKnown)
                    continue;
                bestKnown = known;
                best = new(separator, row, headings);
            }
        }

        return best;
    }

    private static bool TryRead(CsvReader reader)
    {
        try
        {
            return reader.Read();
        }
        catch (CsvFormatException)
        {
            return false;
        }
    }
}
