using Parquet;
using Parquet.Schema;

namespace TfPipeline.Synthetic;

/// <summary>Writes tables of a made-up delivery; each file says in its footer that it is synthetic.</summary>
internal sealed class ParquetTableWriter : IAsyncDisposable
{
    private const int RowsToTell = 2_000;
    private const int KeptBytes = 4 << 20;

    private readonly Stream _stream;
    private readonly ParquetWriter _writer;
    private readonly ParquetSchema _schema;

    private ParquetTableWriter(string path, Stream stream, ParquetWriter writer, ParquetSchema schema)
    {
        Path = path;
        _stream = stream;
        _writer = writer;
        _schema = schema;
    }

    public string Path { get; }

    public long Rows { get; private set; }

    public static async Task<ParquetTableWriter> CreateAsync(string path, TableLayout layout, CancellationToken cancellationToken)
    {
        var schema = new ParquetSchema(layout.Columns.Select(Field));
        var stream = File.Create(path);
        var writer = await ParquetWriter.CreateAsync(schema, stream, Options(layout), cancellationToken: cancellationToken);
        writer.CustomMetadata = new Dictionary<string, string>(StringComparer.Ordinal) { ["synthetic"] = "true" };
        return new ParquetTableWriter(path, stream, writer, schema);
    }

    public async Task WriteGroupAsync(TableBuffer table, CancellationToken cancellationToken)
    {
        using var group = _writer.CreateRowGroup();
        for (var c = 0; c < table.Layout.Columns.Length; c++)
        {
            var field = _schema.DataFields[c];
            await (table.Layout.Columns[c].Kind switch
            {
                ColumnKind.Text => WriteAsync(group, field, table.Column<ReadOnlyMemory<char>>(c), cancellationToken),
                ColumnKind.Date => WriteAsync(group, field, table.Column<DateOnly>(c), cancellationToken),
                ColumnKind.Whole => WriteAsync(group, field, table.Column<int>(c), cancellationToken),
                _ => WriteAsync(group, field, table.Column<double>(c), cancellationToken),
            });
        }

        group.CompleteValidate();
        Rows += table.Rows;
    }

    public async ValueTask DisposeAsync()
    {
        await _writer.DisposeAsync();
        await _stream.DisposeAsync();
    }

    // Few texts are new in most columns. The library makes an array for each text that it writes, so a dictionary saves time as well as bytes.
    private static ParquetOptions Options(TableLayout layout)
    {
        var options = new ParquetOptions
        {
            DictionaryEncodingThreshold = 0.5,
            DictionaryEncodingSampleSize = RowsToTell,
            MaximumSmallPoolFreeBytes = KeptBytes,
            MaximumLargePoolFreeBytes = KeptBytes,
        };
        foreach (var column in layout.Columns.Where(c => c.Kind == ColumnKind.Text))
            options.ColumnEncodingHints[column.Name] = EncodingHint.Dictionary;
        return options;
    }

    private static Task WriteAsync<T>(ParquetRowGroupWriter group, DataField field, ColumnBuffer<T> column, CancellationToken cancellationToken)
        where T : struct =>
        group.WriteAllPartsAsync(field, column.Values, column.Levels, null, cancellationToken);

    private static DataField Field(ColumnLayout column) => column.Kind switch
    {
        ColumnKind.Text => new DataField<string>(column.Name),
        ColumnKind.Date => new DataField<DateOnly>(column.Name, true),
        ColumnKind.Whole => new DataField<int>(column.Name, true),
        _ => new DataField<double>(column.Name, true),
    };
}
