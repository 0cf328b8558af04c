using TfPipeline.Disclosure;

namespace TfPipeline.Core.Release.Ledgers;

/// <summary>Release tables and columns of texts in an entry of the ledger.</summary>
internal static class LedgerTables
{
    public static void Write(BinaryWriter writer, ReleaseTable table)
    {
        writer.Write(table.Name);
        writer.Write(table.Title);
        writer.Write(table.Columns.Count);
        foreach (var column in table.Columns)
        {
            writer.Write(column.Name);
            writer.Write(column.Description);
            Write(writer, column.Values);
        }
    }

    public static ReleaseTable Read(BinaryReader reader)
    {
        var (name, title) = (reader.ReadString(), reader.ReadString());
        return new ReleaseTable(name, title, [.. Enumerable.Range(0, reader.ReadInt32()).Select(_ => new ReleaseColumn(reader.ReadString(), reader.ReadString(), ReadValues(reader)))]);
    }

    public static void Write(BinaryWriter writer, string?[] texts)
    {
        var known = new Dictionary<string, int>(StringComparer.Ordinal);
        writer.Write(texts.Length);
        foreach (var text in texts)
        {
            if (text is null)
                writer.Write7BitEncodedInt(0);
            else if (known.TryGetValue(text, out var number))
                writer.Write7BitEncodedInt(number);
            else
            {
                writer.Write7BitEncodedInt(known[text] = known.Count + 1);
                writer.Write(text);
            }
        }
    }

    public static string?[] ReadTexts(BinaryReader reader)
    {
        var (known, texts) = (new List<string>(), new string?[reader.ReadInt32()]);
        for (var i = 0; i < texts.Length; i++)
        {
            var number = reader.Read7BitEncodedInt();
            if (number > known.Count)
                known.Add(reader.ReadString());
            texts[i] = number == 0 ? null : known[number - 1];
        }

        return texts;
    }

    private static void Write(BinaryWriter writer, Array values)
    {
        switch (values)
        {
            case string?[] texts:
                writer.Write('t');
                Write(writer, texts);
                break;
            case long?[] numbers:
                Write(writer, 'l', numbers, writer.Write);
                break;
            case double?[] numbers:
                Write(writer, 'd', numbers, writer.Write);
                break;
            case bool?[] flags:
                Write(writer, 'b', flags, writer.Write);
                break;
            default:
                throw new ArgumentException("A column has an element type that releases do not know.", nameof(values));
        }
    }

    private static Array ReadValues(BinaryReader reader) => reader.ReadChar() switch
    {
        't' => ReadTexts(reader),
        'l' => Values(reader, reader.ReadInt64),
        'd' => Values(reader, reader.ReadDouble),
        'b' => Values(reader, reader.ReadBoolean),
        _ => throw new InvalidDataException("An entry of the ledger is damaged."),
    };

    private static void Write<T>(BinaryWriter writer, char type, T?[] values, Action<T> write)
        where T : struct
    {
        writer.Write(type);
        writer.Write(values.Length);
        foreach (var value in values)
        {
            writer.Write(value is not null);
            if (value is { } known)
                write(known);
        }
    }

    private static T?[] Values<T>(BinaryReader reader, Func<T> read)
        where T : struct
        => [.. Enumerable.Range(0, reader.ReadInt32()).Select(_ => reader.ReadBoolean() ? read() : (T?)null)];
}
