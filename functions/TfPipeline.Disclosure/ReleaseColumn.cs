namespace TfPipeline.Disclosure;

/// <summary>A column: values are <c>string?[]</c>, <c>long?[]</c>, <c>double?[]</c> or <c>bool?[]</c>.</summary>
/// <remarks>
/// Columns of records are made when they are written and not kept: all of them at once take more memory than the panel that they are made from.
/// </remarks>
public sealed record ReleaseColumn
{
    private readonly Func<Array> _make;

    /// <summary>A column that is there.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="description">What it means, with unit.</param>
    /// <param name="values">The values.</param>
    public ReleaseColumn(string name, string description, Array values)
        : this(name, description, values?.GetType().GetElementType() ?? throw new ArgumentNullException(nameof(values)), () => values)
    {
    }

    private ReleaseColumn(string name, string description, Type elementType, Func<Array> make) =>
        (Name, Description, ElementType, _make) = (name, description, elementType, make);

    /// <summary>Its name.</summary>
    public string Name { get; }

    /// <summary>What it means, with unit.</summary>
    public string Description { get; }

    /// <summary>Type of a value.</summary>
    public Type ElementType { get; }

    /// <summary>The values; a column that is made is made anew each time.</summary>
    public Array Values => _make();

    /// <summary>A column that is made from something else whenever its values are asked for, each time the same.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="description">What it means, with unit.</param>
    /// <param name="make">Makes the values.</param>
    public static ReleaseColumn Made<T>(string name, string description, Func<T[]> make) => new(name, description, typeof(T), make);

    /// <summary>The same column with these rows, in this order.</summary>
    internal ReleaseColumn Take(int[] rows) => new(Name, Description, ElementType, () => Values switch
    {
        string?[] v => Array.ConvertAll(rows, p => v[p]),
        bool?[] v => Array.ConvertAll(rows, p => v[p]),
        long?[] v => Array.ConvertAll(rows, p => v[p]),
        double?[] v => Array.ConvertAll(rows, p => v[p]),
        _ => throw Unknown(ElementType),
    });

    internal static InvalidOperationException Unknown(Type elementType) => new($"A column has an element type that releases do not know: {elementType.Name}.");
}
