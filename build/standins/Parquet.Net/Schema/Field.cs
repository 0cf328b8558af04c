namespace Parquet.Schema;

/// <summary>A node of a schema.</summary>
public abstract class Field
{
    internal Field(string name, SchemaType schemaType)
    {
        ArgumentNullException.ThrowIfNull(name);
        Name = name;
        SchemaType = schemaType;
        Path = new FieldPath(name);
    }

    /// <summary>Column name.</summary>
    public string Name { get; }

    /// <summary>Kind of the node.</summary>
    public SchemaType SchemaType { get; }

    /// <summary>Path from the root.</summary>
    public FieldPath Path { get; internal set; }

    /// <summary>Whether values may be missing.</summary>
    public virtual bool IsNullable { get; internal set; }

    /// <summary>0 for a required column of a flat schema, 1 for an optional one.</summary>
    public int MaxDefinitionLevel { get; internal set; }

    /// <summary>Always 0 here: repeated columns are refused.</summary>
    public int MaxRepetitionLevel { get; internal set; }
}
