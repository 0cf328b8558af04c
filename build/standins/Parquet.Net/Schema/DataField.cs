using Parquet.Internal.Format;

namespace Parquet.Schema;

/// <summary>A column.</summary>
public class DataField : Field
{
    /// <summary>A column of a CLR type; a nullable type or a reference type makes it nullable unless told otherwise.</summary>
    /// <exception cref="NotSupportedException">The type has no column type, or is a list.</exception>
    public DataField(string name, Type clrType, bool? isNullable = null, bool? isArray = null, string? propertyName = null)
        : base(name, SchemaType.Data)
    {
        ArgumentNullException.ThrowIfNull(clrType);
        var underlying = Nullable.GetUnderlyingType(clrType);
        ClrType = underlying ?? clrType;
        if (isArray == true || !ClrTypes.IsSupported(ClrType))
            throw new NotSupportedException($"type {clrType} is not supported");
        IsNullable = isNullable ?? (underlying is not null || !ClrType.IsValueType);
        ClrNullableType = IsNullable && ClrType.IsValueType ? typeof(Nullable<>).MakeGenericType(ClrType) : ClrType;
        MaxDefinitionLevel = IsNullable ? 1 : 0;
    }

    /// <summary>Type of a value; never a nullable type.</summary>
    public Type ClrType { get; }

    internal Type ClrNullableType { get; }

    internal bool IsAttachedToSchema { get; set; }

    /// <inheritdoc/>
    public override bool Equals(object? obj) =>
        obj is DataField other
        && string.Equals(Name, other.Name, StringComparison.Ordinal)
        && ComparedType == other.ComparedType
        && IsNullable == other.IsNullable;

    /// <inheritdoc/>
    public override int GetHashCode() => Name.GetHashCode(StringComparison.Ordinal);

    /// <inheritdoc/>
    public override string ToString() => $"{Path} ({ClrType}{(IsNullable ? "?" : string.Empty)})";

    // A date read as DateTime and one declared as DateOnly are the same column.
    private Type ComparedType => ClrType == typeof(DateOnly) ? typeof(DateTime) : ClrType;
}
