using System.Text;

namespace Parquet.Internal.Thrift;

/// <summary>Writes the Thrift compact protocol.</summary>
internal sealed class CompactWriter(ByteBuffer output)
{
    private readonly Stack<short> outer = new();
    private short last;

    public void BeginStruct()
    {
        outer.Push(last);
        last = 0;
    }

    public void EndStruct()
    {
        output.WriteByte((byte)CompactType.Stop);
        last = outer.Pop();
    }

    /// <summary>A field that is a struct; EndStruct closes it.</summary>
    public void BeginStruct(short id)
    {
        Header(id, CompactType.Struct);
        BeginStruct();
    }

    public void EmptyStruct(short id)
    {
        BeginStruct(id);
        EndStruct();
    }

    public void Bool(short id, bool value) => Header(id, value ? CompactType.True : CompactType.False);

    public void SByte(short id, sbyte value)
    {
        Header(id, CompactType.Byte);
        output.WriteByte((byte)value);
    }

    public void Int16(short id, short value)
    {
        Header(id, CompactType.Int16);
        ZigZag(value);
    }

    public void Int32(short id, int value)
    {
        Header(id, CompactType.Int32);
        ZigZag(value);
    }

    public void Int64(short id, long value)
    {
        Header(id, CompactType.Int64);
        ZigZag(value);
    }

    public void Binary(short id, ReadOnlySpan<byte> value)
    {
        Header(id, CompactType.Binary);
        BinaryElement(value);
    }

    public void String(short id, string value) => Binary(id, Encoding.UTF8.GetBytes(value));

    /// <summary>Starts a list; the elements follow with the Element methods or structs.</summary>
    public void BeginList(short id, CompactType element, int count)
    {
        Header(id, CompactType.List);
        if (count < 15)
        {
            output.WriteByte((byte)((count << 4) | (int)element));
            return;
        }

        output.WriteByte((byte)(0xF0 | (int)element));
        output.WriteVarint((ulong)count);
    }

    public void Int32Element(int value) => ZigZag(value);

    public void StringElement(string value) => BinaryElement(Encoding.UTF8.GetBytes(value));

    private void BinaryElement(ReadOnlySpan<byte> value)
    {
        output.WriteVarint((ulong)value.Length);
        output.Write(value);
    }

    private void Header(short id, CompactType type)
    {
        var delta = id - last;
        if (delta is > 0 and <= 15)
        {
            output.WriteByte((byte)((delta << 4) | (int)type));
        }
        else
        {
            output.WriteByte((byte)type);
            ZigZag(id);
        }

        last = id;
    }

    private void ZigZag(long value) => output.WriteVarint((ulong)((value << 1) ^ (value >> 63)));
}
