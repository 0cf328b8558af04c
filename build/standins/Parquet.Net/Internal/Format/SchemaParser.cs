using Parquet.Internal.Thrift;
using Parquet.Schema;

namespace Parquet.Internal.Format;

/// <summary>Reads schema elements of the footer.</summary>
internal static class SchemaParser
{
    public static SchemaElement Read(ref CompactReader reader)
    {
        var element = new SchemaElement();
        var id = reader.EnterStruct();
        while (reader.ReadField(ref id, out var type))
            ReadField(ref reader, id, type, element);
        return element;
    }

    private static void ReadField(ref CompactReader reader, short id, CompactType type, SchemaElement element)
    {
        switch (id)
        {
            case 1:
                element.Type = (PhysicalType)reader.ReadInt32(type);
                break;
            case 2:
                element.TypeLength = reader.ReadInt32(type);
                break;
            case 3:
                element.Repetition = (Repetition)reader.ReadInt32(type);
                break;
            case 4:
                element.Name = reader.ReadString(type);
                break;
            case 5:
                element.NumChildren = reader.ReadInt32(type);
                break;
            case 6:
                element.Converted = (ConvertedType)reader.ReadInt32(type);
                break;
            case 7:
                element.Scale = reader.ReadInt32(type);
                break;
            case 8:
                element.Precision = reader.ReadInt32(type);
                break;
            case 10:
                reader.Expect(type, CompactType.Struct);
                ReadLogicalType(ref reader, element);
                break;
            default:
                reader.Skip(type);
                break;
        }
    }

    private static void ReadLogicalType(ref CompactReader reader, SchemaElement element)
    {
        var id = reader.EnterStruct();
        while (reader.ReadField(ref id, out var type))
        {
            element.Logical = (LogicalKind)id;
            reader.Expect(type, CompactType.Struct);
            var inner = reader.EnterStruct();
            while (reader.ReadField(ref inner, out var innerType))
                ReadParameter(ref reader, inner, innerType, element);
        }
    }

    private static void ReadParameter(ref CompactReader reader, short id, CompactType type, SchemaElement element)
    {
        switch (element.Logical, id)
        {
            case (LogicalKind.Decimal, 1):
                element.Scale = reader.ReadInt32(type);
                break;
            case (LogicalKind.Decimal, 2):
                element.Precision = reader.ReadInt32(type);
                break;
            case (LogicalKind.Timestamp or LogicalKind.Time, 1):
                element.IsAdjustedToUtc = reader.ReadBool(type);
                break;
            case (LogicalKind.Timestamp or LogicalKind.Time, 2):
                reader.Expect(type, CompactType.Struct);
                element.Unit = ReadUnit(ref reader);
                break;
            case (LogicalKind.Integer, 1):
                element.BitWidth = reader.ReadSByte(type);
                break;
            case (LogicalKind.Integer, 2):
                element.IsSigned = reader.ReadBool(type);
                break;
            default:
                reader.Skip(type);
                break;
        }
    }

    private static DateTimeTimeUnit ReadUnit(ref CompactReader reader)
    {
        DateTimeTimeUnit? unit = null;
        var id = reader.EnterStruct();
        while (reader.ReadField(ref id, out var type))
        {
            unit = id switch
            {
                1 => DateTimeTimeUnit.Millis,
                2 => DateTimeTimeUnit.Micros,
                3 => DateTimeTimeUnit.Nanos,
                _ => throw reader.Broken("has a time unit that is unknown"),
            };
            reader.Skip(type);
        }

        return unit ?? throw reader.Broken("has a time type without a unit");
    }
}
