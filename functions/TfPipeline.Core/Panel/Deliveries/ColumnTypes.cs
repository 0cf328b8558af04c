using TfPipeline.Core.OutsideParquet;
using TfPipeline.Core.Panel.Contracts;

namespace TfPipeline.Core.Panel.Deliveries;

/// <summary>Which columns of a file are taken for a contract's types.</summary>
internal static class ColumnTypes
{
    /// <summary>A column without any value is taken for each type; whether values are required is another rule.</summary>
    public static bool Fits(this OutsideColumn column, ColumnType type) => column.Kind == OutsideColumnKind.Nothing || type switch
    {
        ColumnType.Text => column.Kind == OutsideColumnKind.Text,
        ColumnType.Date => column.Kind is OutsideColumnKind.Date or OutsideColumnKind.Timestamp,
        ColumnType.Whole => column.Kind == OutsideColumnKind.Whole,
        ColumnType.Amount => column.Kind is OutsideColumnKind.Whole or OutsideColumnKind.Single or OutsideColumnKind.Double or OutsideColumnKind.Decimal,
        _ => false,
    };
}
