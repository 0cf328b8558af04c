namespace Parquet.Schema;

/// <summary>The columns of a file, in order.</summary>
public class ParquetSchema
{
    private readonly Field[] fields;

    /// <summary>A schema of columns.</summary>
    /// <exception cref="ArgumentException">No column, or two of one name.</exception>
    public ParquetSchema(IEnumerable<Field> fields)
    {
        ArgumentNullException.ThrowIfNull(fields);
        this.fields = [.. fields];
        if (this.fields.Length == 0)
            throw new ArgumentException("at least one field is required", nameof(fields));
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (var field in this.fields)
        {
            if (!names.Add(field.Name))
                throw new ArgumentException("a column name occurs twice", nameof(fields));
        }

        DataFields = Array.ConvertAll(this.fields, f => (DataField)f);
        foreach (var field in DataFields)
            field.IsAttachedToSchema = true;
    }

    /// <summary>A schema of columns.</summary>
    public ParquetSchema(params Field[] fields)
        : this((IEnumerable<Field>)fields)
    {
    }

    /// <summary>All columns.</summary>
    public IReadOnlyList<Field> Fields => fields;

    /// <summary>All columns.</summary>
    public DataField[] DataFields { get; }

    /// <summary>All columns.</summary>
    public DataField[] GetDataFields() => DataFields;

    /// <summary>Column by path.</summary>
    /// <exception cref="ArgumentException">There is none.</exception>
    public DataField FindDataField(string path) =>
        Array.Find(DataFields, f => string.Equals(f.Path.ToString(), path, StringComparison.Ordinal))
        ?? throw new ArgumentException("there is no column of that path", nameof(path));
}
