using Parquet;
using Parquet.Internal;
using Parquet.Internal.Format;
using Parquet.Internal.Thrift;
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
        return Close(buffer, start);
    }

    private static byte[] Close(ByteBuffer buffer, int footerStart)
    {
        buffer.WriteInt32(buffer.Length - footerStart);
        buffer.Write("PAR1"u8);
        return buffer.Written.ToArray();
    }

    /// <summary>A plain footer over one column that is encrypted with a key of its own: its description is sealed too.</summary>
    public static byte[] EncryptedColumn()
    {
        using var buffer = new ByteBuffer();
        buffer.Write("PAR1"u8);
        var start = buffer.Length;
        var footer = new CompactWriter(buffer);
        footer.BeginStruct();
        footer.Int32(1, 2);
        footer.BeginList(2, CompactType.Struct, 2);
        footer.BeginStruct();
        footer.String(4, "root");
        footer.Int32(5, 1);
        footer.EndStruct();
        footer.BeginStruct();
        footer.Int32(1, (int)PhysicalType.Int64);
        footer.Int32(3, (int)Repetition.Required);
        footer.String(4, "v");
        footer.EndStruct();
        footer.Int64(3, 10);
        footer.BeginList(4, CompactType.Struct, 1);
        footer.BeginStruct();
        footer.BeginList(1, CompactType.Struct, 1);
        footer.BeginStruct();
        footer.Int64(2, 0);
        footer.BeginStruct(8);
        footer.BeginStruct(2);
        footer.BeginList(1, CompactType.Binary, 1);
        footer.StringElement("v");
        footer.EndStruct();
        footer.EndStruct();
        footer.Binary(9, "sealed"u8);
        footer.EndStruct();
        footer.Int64(2, 100);
        footer.Int64(3, 10);
        footer.EndStruct();
        footer.EndStruct();
        return Close(buffer, start);
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
