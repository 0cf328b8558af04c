using Parquet;
using Parquet.Schema;
using TfPipeline.Core.OwnParquet;
using TfPipeline.Storage;

namespace TfPipeline.Core.Panel.Files;

/// <summary>Writes and reads one Parquet file of panel columns.</summary>
internal static class PanelFile
{
    private const int RowsPerGroup = 250_000;

    public static async Task WriteAsync(IBlobArea area, string blob, IReadOnlyList<PanelColumn> columns, int rows, bool synthetic, CancellationToken cancellationToken)
    {
        var schema = new ParquetSchema(columns.Select(c => c.Field));
        await area.WriteAsync(
            blob,
            async (stream, ct) =>
            {
                await using var writer = await ParquetWriter.CreateAsync(schema, stream, OwnWrites.Options(schema), cancellationToken: ct);
                writer.CustomMetadata = new Dictionary<string, string>(StringComparer.Ordinal) { ["synthetic"] = synthetic ? "true" : "false" };
                for (var from = 0; from == 0 || from < rows; from += RowsPerGroup)
                {
                    using var group = writer.CreateRowGroup();
                    foreach (var column in columns)
                        await column.WriteAsync(group, from, Math.Min(RowsPerGroup, rows - from));
                    group.CompleteValidate();
                }
            },
            cancellationToken: cancellationToken);
    }

    /// <exception cref="PanelFileException">The file is missing, cut, or lacks a column.</exception>
    public static async Task<int> ReadAsync(IBlobArea area, string blob, IReadOnlyList<PanelColumn> columns, CancellationToken cancellationToken)
    {
        await using var open = await area.OpenReadAsync(blob, cancellationToken) ?? throw new PanelFileException(blob, "is missing");
        try
        {
            await using var reader = await OwnReads.OpenAsync(open.Content, new ParquetSchema(columns.Select(c => c.Field)), cancellationToken);
            return await ReadAsync(reader, columns);
        }
        catch (Exception fault) when (fault is not OperationCanceledException and not BlobChangedException and not StorageFaultException)
        {
            throw new PanelFileException(blob, "is not of this build's form", fault);
        }
    }

    private static async Task<int> ReadAsync(ParquetReader reader, IReadOnlyList<PanelColumn> columns)
    {
        var counts = new int[reader.RowGroupCount];
        for (var g = 0; g < counts.Length; g++)
        {
            using var group = reader.OpenRowGroupReader(g);
            counts[g] = checked((int)group.RowCount);
        }

        foreach (var column in columns)
            column.Allocate(counts.Sum());
        for (int g = 0, from = 0; g < counts.Length; from += counts[g], g++)
        {
            using var group = reader.OpenRowGroupReader(g);
            foreach (var column in columns)
                await column.ReadAsync(group, from, counts[g]);
        }

        return counts.Sum();
    }
}

/// <summary>A panel is incomplete or was made by another build.</summary>
public sealed class PanelFileException : Exception
{
    /// <summary>Names the blob, which the pipeline itself named.</summary>
    public PanelFileException(string blob, string what, Exception? inner = null)
        : base($"Panel file {blob} {what}; build the panel again.", inner)
    {
    }
}
