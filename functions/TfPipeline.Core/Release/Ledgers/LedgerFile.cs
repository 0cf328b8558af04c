using System.Text;
using System.Text.Json;
using TfPipeline.Disclosure;

namespace TfPipeline.Core.Release.Ledgers;

/// <summary>One entry of the ledger as bytes, before encryption: texts that repeat are written once.</summary>
internal static class LedgerFile
{
    private const string Form = "tfp ledger 1";
    private static readonly JsonSerializerOptions Json = new() { IncludeFields = true };

    public static void Write(LedgerEntry entry, Stream stream)
    {
        using var writer = new BinaryWriter(stream, Encoding.UTF8, leaveOpen: true);
        writer.Write(Form);
        writer.Write(entry.Release);
        WriteJson(writer, entry.Renewed.ToArray());
        WriteJson(writer, entry.Counts.ToDictionary(c => c.Key, c => c.Value.ToArray(), StringComparer.Ordinal));
        Write(writer, entry.Roll);
        writer.Write(entry.Records.Count);
        foreach (var (family, record) in entry.Records)
        {
            Write(writer, family);
            writer.Write(record.Release);
            writer.Write(record.Number);
            writer.Write(record.Detail);
        }

        writer.Write(entry.Tables.Count);
        foreach (var table in entry.Tables)
            LedgerTables.Write(writer, table);
    }

    /// <exception cref="InvalidDataException">The entry is not of this build's form.</exception>
    public static LedgerEntry Read(Stream stream)
    {
        using var reader = new BinaryReader(stream, Encoding.UTF8, leaveOpen: true);
        if (reader.ReadString() != Form)
            throw new InvalidDataException("An entry of the ledger is not of this build's form.");
        var release = reader.ReadString();
        var renewed = ReadJson<Place[]>(reader).ToHashSet();
        var counts = ReadJson<Dictionary<string, LedgerRow[]>>(reader).ToDictionary(c => c.Key, c => (IReadOnlyList<LedgerRow>)c.Value, StringComparer.Ordinal);
        var roll = ReadRoll(reader);
        var records = new Dictionary<UInt128, RecordClass>();
        for (var n = reader.ReadInt32(); n > 0; n--)
            records[ReadKey(reader)] = new RecordClass(reader.ReadInt32(), reader.ReadInt32(), reader.ReadInt32());
        return new LedgerEntry
        {
            Release = release,
            Renewed = renewed,
            Counts = counts,
            Roll = roll,
            Records = records,
            Tables = [.. Enumerable.Range(0, reader.ReadInt32()).Select(_ => LedgerTables.Read(reader))],
        };
    }

    private static void Write(BinaryWriter writer, Roll roll)
    {
        writer.Write(roll.References);
        writer.Write(roll.Person.Length);
        foreach (var person in roll.Person)
            Write(writer, person);
        foreach (var family in roll.Family)
            writer.Write(family);
        LedgerTables.Write(writer, roll.Group);
        writer.Write(roll.Dimensions.Count);
        foreach (var dimension in roll.Dimensions)
        {
            writer.Write(dimension.Name);
            LedgerTables.Write(writer, dimension.Level);
        }

        writer.Write(roll.Sets.Count);
        foreach (var set in roll.Sets)
        {
            writer.Write(set.Name);
            foreach (var counted in set.Counted)
                writer.Write(counted);
        }
    }

    private static Roll ReadRoll(BinaryReader reader)
    {
        var references = reader.ReadString();
        var people = reader.ReadInt32();
        UInt128[] person = [.. Enumerable.Range(0, people).Select(_ => ReadKey(reader))];
        int[] family = [.. Enumerable.Range(0, people).Select(_ => reader.ReadInt32())];
        var group = Texts(reader);
        var dimensions = Enumerable.Range(0, reader.ReadInt32()).Select(_ => new RollDimension(reader.ReadString(), Texts(reader))).ToList();
        var sets = Enumerable.Range(0, reader.ReadInt32()).Select(_ => new RollSet(reader.ReadString(), [.. Enumerable.Range(0, people).Select(_ => reader.ReadBoolean())])).ToList();
        return new Roll { References = references, Person = person, Family = family, Group = group, Dimensions = dimensions, Sets = sets };
    }

    private static string[] Texts(BinaryReader reader) => [.. LedgerTables.ReadTexts(reader).Select(t => t ?? "")];

    private static void Write(BinaryWriter writer, UInt128 key)
    {
        writer.Write((ulong)(key >> 64));
        writer.Write((ulong)key);
    }

    private static UInt128 ReadKey(BinaryReader reader) => new(reader.ReadUInt64(), reader.ReadUInt64());

    private static void WriteJson<T>(BinaryWriter writer, T value)
    {
        var bytes = JsonSerializer.SerializeToUtf8Bytes(value, Json);
        writer.Write(bytes.Length);
        writer.Write(bytes);
    }

    private static T ReadJson<T>(BinaryReader reader) => JsonSerializer.Deserialize<T>(reader.ReadBytes(reader.ReadInt32()), Json)!;
}
