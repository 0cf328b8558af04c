namespace TfPipeline.Disclosure;

/// <summary>A table as columns of equal length.</summary>
/// <param name="Name">Its name: the file's name without extension.</param>
/// <param name="Title">What it holds, in words.</param>
/// <param name="Columns">The columns.</param>
public sealed record ReleaseTable(string Name, string Title, IReadOnlyList<ReleaseColumn> Columns)
{
    /// <summary>Number of rows.</summary>
    public int Rows => Columns.Count == 0 ? 0 : Columns[0].Values.Length;

    /// <summary>The column of a name.</summary>
    public ReleaseColumn this[string name] => Columns.First(c => c.Name == name);

    /// <summary>The texts of a text column.</summary>
    public string?[] Texts(string name) => (string?[])this[name].Values;

    /// <summary>The numbers of a column of whole numbers.</summary>
    public long?[] Longs(string name) => (long?[])this[name].Values;

    /// <summary>The numbers of a column of numbers.</summary>
    public double?[] Doubles(string name) => (double?[])this[name].Values;
}
