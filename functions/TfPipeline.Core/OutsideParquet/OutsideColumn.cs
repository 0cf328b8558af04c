using ParquetSharp;

namespace TfPipeline.Core.OutsideParquet;

/// <summary>A column at the top level of a file. Its name is outside text: it is compared, and never printed.</summary>
/// <param name="Name">The name, exact.</param>
/// <param name="Kind">What its values are.</param>
/// <param name="Leaf">Its number among the file's columns of values; none for a nested one.</param>
/// <param name="IsOptional">True when values may be missing.</param>
/// <param name="Form">How the values are stored.</param>
internal sealed record OutsideColumn(string Name, OutsideColumnKind Kind, int Leaf, bool IsOptional, StoredForm Form);

/// <summary>How the values of a column are stored.</summary>
/// <param name="Physical">The type in the file.</param>
/// <param name="Length">Bytes of a value, for those of a fixed length.</param>
/// <param name="Scale">Digits after the point, for decimals.</param>
/// <param name="Bits">Bits of a whole number, of which fewer may be used than are stored.</param>
/// <param name="IsSigned">Whether a whole number has a sign.</param>
/// <param name="PerDay">Units of a day, for moments.</param>
internal readonly record struct StoredForm(PhysicalType Physical, int Length = 0, int Scale = 0, int Bits = 0, bool IsSigned = true, long PerDay = 0);
