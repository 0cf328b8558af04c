using System.Text;
using Parquet;
using Parquet.Internal;
using Parquet.Internal.Format;
using Parquet.Schema;

namespace TfPipeline.Core.Tests.ParquetStandin;

/// <summary>Files that are valid but for one lie.</summary>
internal static class BrokenFiles
{
    public static async Task<byte[]> SmallFileAsync()
    {
        var schema = new ParquetSchema(new DataField<int>("number"), new DataField<string>("text"));
        using var file = new MemoryStream();
        await using (var writer = await ParquetWriter.CreateAsync(schema, file))
        {
            using var group = writer.CreateRowGroup();
            await group.WriteAsync<int>(schema.DataFields[0], Enumerable.Range(0, 40).ToArray());
            await group.WriteAsync(schema.DataFields[1], Enumerable.Range(0, 40).Select(i => i % 3 == 0 ? null : "w" + (i % 4)).ToArray());
        }

        return file.ToArray();
    }

    public static FileMetadata Footer(byte[] bytes) => FooterParser.Parse(FooterBytes(bytes));

    private static ReadOnlySpan<byte> FooterBytes(byte[] bytes)
    {
        var length = BitConverter.ToInt32(bytes, bytes.Length - 8);
        return bytes.AsSpan(bytes.Length - 8 - length, length);
    }

    public static byte[] Rewrite(byte[] bytes, Action<FileMetadata> change)
    {
        var metadata = Footer(bytes);
        change(metadata);
        return WithFooter(bytes.AsSpan(0, bytes.Length - 8 - FooterBytes(bytes).Length), metadata);
    }

    private static byte[] WithFooter(ReadOnlySpan<byte> body, FileMetadata metadata)
    {
        using var buffer = new ByteBuffer();
        buffer.Write(body);
        var start = buffer.Length;
        FooterWriter.Write(buffer, metadata);
        buffer.WriteInt32(buffer.Length - start);
        buffer.Write(Encoding.ASCII.GetBytes("PAR1"));
        return buffer.Written.ToArray();
    }

    public static byte[] OnePage(byte[] content, int claimed, CompressionMethod codec)
    {
        using var buffer = new ByteBuffer();
        buffer.Write("PAR1"u8);
        PageHeaderFormat.Write(buffer, new PageHeader
        {
            Type = PageType.Data,
            NumValues = 10,
            UncompressedSize = claimed,
            CompressedSize = content.Length,
        });
        buffer.Write(content);
        var metadata = new FileMetadata { NumRows = 10 };
        metadata.Schema.Add(new SchemaElement { Name = "root", NumChildren = 1 });
        metadata.Schema.Add(new SchemaElement { Name = "v", Type = PhysicalType.Int64 });
        var chunk = new ChunkMetadata
        {
            Type = PhysicalType.Int64,
            Codec = codec,
            NumValues = 10,
            DataPageOffset = 4,
            TotalCompressedSize = buffer.Length - 4,
            Encodings = { PageEncoding.Plain },
        };
        chunk.Path.Add("v");
        var group = new RowGroupMetadata { NumRows = 10 };
        group.Columns.Add(chunk);
        metadata.RowGroups.Add(group);
        return WithFooter(buffer.Written, metadata);
    }
}
