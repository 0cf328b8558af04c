namespace Parquet.Schema;

/// <summary>Kind of a schema node.</summary>
public enum SchemaType
{
    /// <summary>A column.</summary>
    Data,

    /// <summary>A group of columns.</summary>
    Struct,

    /// <summary>Keys and values.</summary>
    Map,

    /// <summary>A list.</summary>
    List,
}
