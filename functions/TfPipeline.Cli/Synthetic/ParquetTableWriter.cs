using System.Buffers;
using Parquet;
using Parquet.Schema;

namespace TfPipeline.Cli.Synthetic;

/// <summary>Writes tables of a made-up delivery; each file says in its footer that it is synthetic.</summary>
internal sealed class ParquetTableWriter : IAsyncDisposable
{
    private const int RowsToTell = 2_000;

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
            switch (table.Layout.Columns[c].Kind)
            {
                case ColumnKind.Text:
                    await WriteTextsAsync(group, field, table.TextColumn(c), cancellationToken);
                    break;
                case ColumnKind.Date:
                    await group.WriteAsync<DateOnly>(field, table.Column<DateOnly>(c).ToArray(), cancellationToken: cancellationToken);
                    break;
                case ColumnKind.Whole:
                    await group.WriteAsync<int>(field, table.Column<int>(c).ToArray(), cancellationToken: cancellationToken);
                    break;
                default:
                    await group.WriteAsync<double>(field, table.Column<double>(c).ToArray(), cancellationToken: cancellationToken);
                    break;
            }
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
        var options = new ParquetOptions { DictionaryEncodingThreshold = 0.5, DictionaryEncodingSampleSize = RowsToTell };
        foreach (var column in layout.Columns.Where(c => c.Kind == ColumnKind.Text))
            options.ColumnEncodingHints[column.Name] = EncodingHint.Dictionary;
        return options;
    }

    // In the form that the library works on: it would copy a list of strings twice.
    private static async Task WriteTextsAsync(ParquetRowGroupWriter group, DataField field, List<string?> texts, CancellationToken cancellationToken)
    {
        var values = ArrayPool<ReadOnlyMemory<char>>.Shared.Rent(texts.Count);
        var levels = ArrayPool<int>.Shared.Rent(texts.Count);
        var found = 0;
        for (var i = 0; i < texts.Count; i++)
        {
            levels[i] = texts[i] is null ? 0 : 1;
            if (texts[i] is { } text)
                values[found++] = text.AsMemory();
        }

        await group.WriteAllPartsAsync<ReadOnlyMemory<char>>(field, values.AsMemory(0, found), levels.AsMemory(0, texts.Count), null, cancellationToken);
        ArrayPool<int>.Shared.Return(levels);
        ArrayPool<ReadOnlyMemory<char>>.Shared.Return(values, clearArray: true);
    }

    private static DataField Field(ColumnLayout column) => column.Kind switch
    {
        ColumnKind.Text => new DataField<string>(column.Name),
        ColumnKind.Date => new DataField<DateOnly>(column.Name, true),
        ColumnKind.Whole => new DataField<int>(column.Name, true),
        _ => new DataField<double>(column.Name, true),
    };
}
