using Parquet;
using Parquet.Schema;

namespace TfPipeline.Core.Tests.ParquetContract;

/// <summary>Files of one column and one row group.</summary>
internal static class OneColumn
{
    public static ParquetOptions Options => new() { UseDateOnlyTypeForDates = true };

    public static async Task<MemoryStream> WriteAsync(
        DataField field, Func<ParquetRowGroupWriter, Task> write, ParquetOptions? options = null)
    {
        var file = new MemoryStream();
        await using (var writer = await ParquetWriter.CreateAsync(new ParquetSchema(field), file, options))
        {
            using var group = writer.CreateRowGroup();
            await write(group);
            group.CompleteValidate();
        }

        file.Position = 0;
        return file;
    }
}
