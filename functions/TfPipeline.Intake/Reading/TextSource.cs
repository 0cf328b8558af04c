using CsvHelper;

namespace TfPipeline.Intake;

/// <summary>A file whose encoding and separator are known, to be read again from its start.</summary>
internal sealed record TextSource(Stream Stream, TextProbe Text, HeaderProbe Header)
{
    public char Separator => Header.Separator;

    public bool HasSlash => Text.HasSlash;

    public CsvReader Open(Action<CsvMalformedRecord>? onMalformed = null)
    {
        Stream.Position = Text.MarkLength;
        return CsvReading.Open(Stream, Text.Encoding, Separator, onMalformed);
    }
}
