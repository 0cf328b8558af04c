using System.Text;

namespace Parquet.Internal.Thrift;

/// <summary>
/// Reads the Thrift compact protocol from memory. Every length is checked against the bytes that are left and nesting
/// is limited, so that no input makes it loop, recurse without end or allocate more than the input's own size.
/// </summary>
internal ref struct CompactReader
{
    private const int MaxDepth = 24;

    private static readonly UTF8Encoding StrictUtf8 = new(false, true);

    private readonly ReadOnlySpan<byte> data;
    private readonly string part;
    private int position;
    private int depth;

    public CompactReader(ReadOnlySpan<byte> data, string part)
    {
        this.data = data;
        this.part = part;
        position = 0;
        depth = 0;
    }

    public readonly int Position => position;

    /// <summary>Starts a struct; returns what the caller hands to the first ReadField.</summary>
    public short EnterStruct()
    {
        if (++depth > MaxDepth)
            throw Broken("is nested too deeply");
        return 0;
    }

    /// <summary>Reads a field header; false at the end of the struct.</summary>
    public bool ReadField(ref short id, out CompactType type)
    {
        var header = ReadByte();
        type = (CompactType)(header & 0x0F);
        if (type == CompactType.Stop)
        {
            depth--;
            return false;
        }

        if (type > CompactType.Struct)
            throw Broken("has a field of an unknown type");
        var delta = header >> 4;
        var next = delta == 0 ? ReadZigZag() : id + delta;
        if (next is < short.MinValue or > short.MaxValue)
            throw Broken("has a field number out of range");
        id = (short)next;
        return true;
    }

    public readonly void Expect(CompactType actual, CompactType wanted)
    {
        if (actual != wanted)
            throw Broken("has a field of the wrong type");
    }

    public readonly bool ReadBool(CompactType type) => type switch
    {
        CompactType.True => true,
        CompactType.False => false,
        _ => throw Broken("has a field of the wrong type"),
    };

    public sbyte ReadSByte(CompactType type)
    {
        Expect(type, CompactType.Byte);
        return (sbyte)ReadByte();
    }

    public int ReadInt32(CompactType type)
    {
        if (type is not (CompactType.Int32 or CompactType.Int16))
            throw Broken("has a field of the wrong type");
        var value = ReadZigZag();
        return value is >= int.MinValue and <= int.MaxValue ? (int)value : throw Broken("has a number out of range");
    }

    public long ReadInt64(CompactType type)
    {
        Expect(type, CompactType.Int64);
        return ReadZigZag();
    }

    public ReadOnlySpan<byte> ReadBinary(CompactType type)
    {
        Expect(type, CompactType.Binary);
        return ReadBinaryBody();
    }

    public string ReadString(CompactType type)
    {
        try
        {
            return StrictUtf8.GetString(ReadBinary(type));
        }
        catch (DecoderFallbackException broken)
        {
            throw new ParquetException($"{part} has text that is not UTF-8", broken);
        }
    }

    /// <summary>Reads a list header; the count never exceeds the bytes that are left.</summary>
    public int ReadList(CompactType type, out CompactType element)
    {
        if (type is not (CompactType.List or CompactType.Set))
            throw Broken("has a field of the wrong type");
        var header = ReadByte();
        element = (CompactType)(header & 0x0F);
        var count = header >> 4;
        if (count == 15)
        {
            var wide = ReadVarint();
            count = wide <= int.MaxValue ? (int)wide : int.MaxValue;
        }

        if (count > data.Length - position)
            throw Broken("has a list longer than itself");
        return count;
    }

    /// <summary>Passes over a value that nobody asked for.</summary>
    public void Skip(CompactType type)
    {
        switch (type)
        {
            case CompactType.True or CompactType.False:
                break;
            case CompactType.Byte:
                ReadByte();
                break;
            case CompactType.Int16 or CompactType.Int32 or CompactType.Int64:
                ReadVarint();
                break;
            case CompactType.Double:
                Take(8);
                break;
            case CompactType.Binary:
                ReadBinaryBody();
                break;
            default:
                SkipContainer(type);
                break;
        }
    }

    public readonly ParquetException Broken(string what) => new($"{part} {what}");

    private void SkipContainer(CompactType type)
    {
        switch (type)
        {
            case CompactType.List or CompactType.Set:
                var count = ReadList(type, out var element);
                SkipElements(element, count);
                break;
            case CompactType.Map:
                SkipMap();
                break;
            case CompactType.Struct:
                var id = EnterStruct();
                while (ReadField(ref id, out var inner))
                    Skip(inner);
                break;
            default:
                throw Broken("has a field of an unknown type");
        }
    }

    private void SkipMap()
    {
        var entries = ReadVarint();
        if (entries == 0)
            return;
        if (entries > (ulong)(data.Length - position))
            throw Broken("has a map longer than itself");
        var types = ReadByte();
        for (var i = 0UL; i < entries; i++)
        {
            SkipElements((CompactType)(types >> 4), 1);
            SkipElements((CompactType)(types & 0x0F), 1);
        }
    }

    private void SkipElements(CompactType element, int count)
    {
        if (++depth > MaxDepth)
            throw Broken("is nested too deeply");
        for (var i = 0; i < count; i++)
        {
            // Inside a container a boolean takes a byte of its own.
            if (element is CompactType.True or CompactType.False)
                ReadByte();
            else
                Skip(element);
        }

        depth--;
    }

    private ReadOnlySpan<byte> ReadBinaryBody()
    {
        var length = ReadVarint();
        if (length > (ulong)(data.Length - position))
            throw Broken("has text longer than itself");
        return Take((int)length);
    }

    private ReadOnlySpan<byte> Take(int count)
    {
        if (count > data.Length - position)
            throw Broken("ends too early");
        var slice = data.Slice(position, count);
        position += count;
        return slice;
    }

    private byte ReadByte()
    {
        if ((uint)position >= (uint)data.Length)
            throw Broken("ends too early");
        return data[position++];
    }

    private ulong ReadVarint()
    {
        ulong value = 0;
        for (var shift = 0; shift < 64; shift += 7)
        {
            var b = ReadByte();
            value |= (ulong)(b & 0x7F) << shift;
            if (b < 0x80)
                return value;
        }

        throw Broken("has a number that does not end");
    }

    private long ReadZigZag()
    {
        var value = ReadVarint();
        return (long)(value >> 1) ^ -(long)(value & 1);
    }
}
