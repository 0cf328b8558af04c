using System.Runtime.InteropServices;
using ParquetSharp;
using ParquetSharp.Schema;
using TfPipeline.Core.OutsideParquet;

namespace TfPipeline.Core.Tests.OutsideParquet;

/// <summary>Files of one row group, made column by column as their stored values say.</summary>
internal static class Outside
{
    public static PrimitiveNode Leaf(string name, LogicalType logical, PhysicalType physical, Repetition repetition = Repetition.Required, int length = -1) =>
        new(name, repetition, logical, physical, length);

    public static byte[] Write(Node[] fields, Action<RowGroupWriter> write, Action<WriterPropertiesBuilder>? settings = null)
    {
        using var file = new MemoryStream();
        using var schema = new GroupNode("schema", Repetition.Required, fields);
        using var builder = new WriterPropertiesBuilder();
        settings?.Invoke(builder);
        using var properties = builder.Build();
        using (var writer = new ParquetFileWriter(file, schema, properties, null, leaveOpen: true))
        {
            using (var group = writer.AppendRowGroup())
                write(group);
            writer.Close();
        }

        return file.ToArray();
    }

    /// <summary>A required column of stored values.</summary>
    public static byte[] One<T>(PrimitiveNode leaf, params T[] values)
        where T : unmanaged
        => Write([leaf], group => Next(group, values));

    /// <summary>A required column of stored bytes.</summary>
    public static byte[] OneOfBytes(PrimitiveNode leaf, params byte[][] values)
    {
        var pins = Array.ConvertAll(values, v => GCHandle.Alloc(v, GCHandleType.Pinned));
        try
        {
            return One(leaf, [.. pins.Zip(values, (pin, value) => new ByteArray(pin.AddrOfPinnedObject(), value.Length))]);
        }
        finally
        {
            foreach (var pin in pins)
                pin.Free();
        }
    }

    public static void Next<T>(RowGroupWriter group, params T[] values)
        where T : unmanaged
    {
        using var column = (ColumnWriter<T>)group.NextColumn();
        column.WriteBatch(values);
    }

    public static T Read<T>(byte[] bytes, Func<OutsideRowGroup, OutsideColumn, T> read, string name = "c")
    {
        using var stream = new MemoryStream(bytes);
        using var file = OutsideParquetFile.Open(stream);
        using var group = file.Group(0);
        return read(group, Assert.Single(file.Named(name)));
    }

    /// <summary>Values as text, none missing.</summary>
    public static string[] Text(OutsideRowGroup group, OutsideColumn column) => Array.ConvertAll(ColumnText.Read(group, column), v => v!);

    public static void Refused(byte[] bytes, string name = "c") => Assert.Throws<OutsideParquetException>(() => Read(bytes, (group, column) =>
    {
        Assert.Throws<OutsideParquetException>(() => ColumnText.Read(group, column));
        group.Check(column);
        return 0;
    }, name));
}
