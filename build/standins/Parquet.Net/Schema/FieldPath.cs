namespace Parquet.Schema;

/// <summary>Path of a column from the root of the schema; of a flat schema it is the name.</summary>
public class FieldPath : IEquatable<FieldPath>
{
    private readonly string[] parts;

    internal FieldPath(params string[] parts) => this.parts = parts;

    /// <inheritdoc/>
    public override string ToString() => string.Join('/', parts);

    /// <inheritdoc/>
    public bool Equals(FieldPath? other) => other is not null && parts.AsSpan().SequenceEqual(other.parts);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as FieldPath);

    /// <inheritdoc/>
    public override int GetHashCode() => ToString().GetHashCode(StringComparison.Ordinal);
}
