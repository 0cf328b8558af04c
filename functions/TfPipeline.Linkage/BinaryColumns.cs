using System.Runtime.InteropServices;

namespace TfPipeline.Linkage;

/// <summary>Arrays of numbers in the working files of linkage, little-endian, with their length in front.</summary>
internal static class BinaryColumns
{
    public static void WriteColumn<T>(this BinaryWriter writer, T[] column)
        where T : unmanaged
    {
        writer.Write(column.Length);
        writer.Write(MemoryMarshal.AsBytes(column.AsSpan()));
    }

    public static T[] ReadColumn<T>(this BinaryReader reader)
        where T : unmanaged
    {
        var length = reader.ReadInt32();
        if (length < 0)
            throw new InvalidDataException("A working file of linkage is damaged: a column has a negative length.");
        var column = new T[length];
        reader.BaseStream.ReadExactly(MemoryMarshal.AsBytes(column.AsSpan()));
        return column;
    }

    /// <summary>Reads into a column whose length is known from elsewhere.</summary>
    public static void Fill<T>(this BinaryReader reader, T[] column)
        where T : unmanaged
    {
        var length = reader.ReadInt32();
        if (length != column.Length)
            throw new InvalidDataException($"A working file of linkage was made for another cohort: a column has {length} values, {column.Length} were expected.");
        reader.BaseStream.ReadExactly(MemoryMarshal.AsBytes(column.AsSpan()));
    }
}
