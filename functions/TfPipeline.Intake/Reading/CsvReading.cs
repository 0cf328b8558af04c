using CsvHelper;

namespace TfPipeline.Intake;

/// <summary>The one way a council's file is opened.</summary>
internal static class CsvReading
{
    /// <summary>The longest row in bytes of UTF-8; a row of the specification has less than a tenth of it.</summary>
    public const int MaxRowBytes = 1 << 16;

    /// <summary>
    /// Rows count as in a spreadsheet: blank ones too, and a quoted line break does not start a new one.
    /// Exceptions carry no value, and a row over the limit fails instead of filling memory.
    /// </summary>
    public static CsvReader Open(Stream stream, TextEncoding encoding, char separator, Action<CsvMalformedRecord>? onMalformed = null)
        => CsvReader.Create(
            stream,
            new CsvReaderOptions
            {
                Separator = separator,
                HasHeader = false,
                SkipEmptyLines = false,
                Encoding = encoding is TextEncoding.Utf8 or TextEncoding.Utf8Bom or TextEncoding.Workbook ? null : encoding.ToEncoding(),
                IncludeValuesInExceptions = false,
                MaxRecordSize = MaxRowBytes,
                MalformedData = CsvMalformedDataHandling.Recover,
                OnMalformedRecord = onMalformed,
                BufferSize = 1 << 17,
            },
            leaveOpen: true);
}
