using ParquetSharp;
using ParquetSharp.Schema;

namespace TfPipeline.Core.OutsideParquet;

/// <summary>Finds the top-level columns of a file and what they hold.</summary>
internal static class OutsideSchema
{
    private const long Day = 86_400;

    /// <summary>One entry per column at the top level. A nested one is there with an unknown kind, so that nothing inside it is taken for a column of the same name.</summary>
    public static List<OutsideColumn> Columns(SchemaDescriptor schema)
    {
        var columns = new List<OutsideColumn>();
        for (var leaf = 0; leaf < schema.NumColumns; leaf++)
        {
            using var root = schema.ColumnRoot(leaf);
            var name = root.Name;
            if (root is PrimitiveNode { Repetition: not Repetition.Repeated })
                columns.Add(Plain(schema.Column(leaf), name, leaf, root));
            else if (columns.Count == 0 || columns[^1].Leaf >= 0 || columns[^1].Name != name)
                columns.Add(new OutsideColumn(name, OutsideColumnKind.Unknown, -1, true, default));
        }

        return columns;
    }

    private static OutsideColumn Plain(ColumnDescriptor column, string name, int leaf, Node node)
    {
        using var logical = node.LogicalType;
        var (kind, form) = Read(logical, column);
        return new OutsideColumn(name, kind, leaf, node.Repetition == Repetition.Optional, form);
    }

    private static (OutsideColumnKind Kind, StoredForm Form) Read(LogicalType logical, ColumnDescriptor column)
    {
        var physical = column.PhysicalType;
        return (logical.Type, physical) switch
        {
            (LogicalTypeEnum.String or LogicalTypeEnum.Enum, PhysicalType.ByteArray) => (OutsideColumnKind.Text, new(physical)),
            (LogicalTypeEnum.Nil, PhysicalType.Int32) => (OutsideColumnKind.Nothing, new(physical)),
            (LogicalTypeEnum.Date, PhysicalType.Int32) => (OutsideColumnKind.Date, new(physical)),
            (LogicalTypeEnum.Timestamp, PhysicalType.Int64) => Timestamp(((TimestampLogicalType)logical).TimeUnit),
            (LogicalTypeEnum.Int, PhysicalType.Int32 or PhysicalType.Int64) => Whole((IntLogicalType)logical, physical),
            (LogicalTypeEnum.Decimal, PhysicalType.Int32 or PhysicalType.Int64 or PhysicalType.FixedLenByteArray or PhysicalType.ByteArray) =>
                (OutsideColumnKind.Decimal, new(physical, column.TypeLength, ((DecimalLogicalType)logical).Scale)),
            (LogicalTypeEnum.None or LogicalTypeEnum.Undefined, _) => Bare(physical),
            _ => default,
        };
    }

    private static (OutsideColumnKind Kind, StoredForm Form) Bare(PhysicalType physical) => physical switch
    {
        PhysicalType.Boolean => (OutsideColumnKind.Flag, new(physical)),
        PhysicalType.Int32 => (OutsideColumnKind.Whole, new(physical, Bits: 32)),
        PhysicalType.Int64 => (OutsideColumnKind.Whole, new(physical, Bits: 64)),
        PhysicalType.Int96 => (OutsideColumnKind.Timestamp, new(physical)),
        PhysicalType.Float => (OutsideColumnKind.Single, new(physical)),
        PhysicalType.Double => (OutsideColumnKind.Double, new(physical)),
        _ => default,
    };

    private static (OutsideColumnKind Kind, StoredForm Form) Whole(IntLogicalType type, PhysicalType physical)
    {
        var form = new StoredForm(physical, Bits: type.BitWidth, IsSigned: type.IsSigned);
        return form is { Bits: 64, IsSigned: false } ? (OutsideColumnKind.UnsignedLong, form) : (OutsideColumnKind.Whole, form);
    }

    private static (OutsideColumnKind Kind, StoredForm Form) Timestamp(TimeUnit unit) => unit switch
    {
        TimeUnit.Millis => (OutsideColumnKind.Timestamp, new(PhysicalType.Int64, PerDay: Day * 1_000)),
        TimeUnit.Micros => (OutsideColumnKind.Timestamp, new(PhysicalType.Int64, PerDay: Day * 1_000_000)),
        TimeUnit.Nanos => (OutsideColumnKind.Timestamp, new(PhysicalType.Int64, PerDay: Day * 1_000_000_000)),
        _ => default,
    };
}
