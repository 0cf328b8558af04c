using Parquet.Schema;

namespace Parquet.Internal.Format;

/// <summary>A node of the schema as it lies in the footer.</summary>
internal sealed record SchemaElement
{
    public string Name { get; set; } = string.Empty;

    public PhysicalType? Type { get; set; }

    public int TypeLength { get; set; }

    public Repetition Repetition { get; set; }

    public int NumChildren { get; set; }

    public ConvertedType Converted { get; set; } = ConvertedType.None;

    public LogicalKind Logical { get; set; }

    public int Scale { get; set; }

    public int Precision { get; set; }

    public bool IsAdjustedToUtc { get; set; } = true;

    public DateTimeTimeUnit Unit { get; set; }

    public int BitWidth { get; set; }

    public bool IsSigned { get; set; } = true;

    public bool IsRequired => Repetition == Repetition.Required;
}
