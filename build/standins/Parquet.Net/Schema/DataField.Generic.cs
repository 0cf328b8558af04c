namespace Parquet.Schema;

/// <summary>A column of a CLR type.</summary>
/// <typeparam name="T">Type of a value; nullable types make a nullable column, and so do reference types.</typeparam>
public class DataField<T> : DataField
{
    /// <summary>A column; <paramref name="nullable"/> overrides what the type says.</summary>
    public DataField(string name, bool? nullable = null)
        : base(name, typeof(T), nullable)
    {
    }
}
