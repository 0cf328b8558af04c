namespace TfPipeline.Benchmarks;

/// <summary>A part of a document that a command writes, between <c>&lt;!-- name:begin --&gt;</c> and <c>&lt;!-- name:end --&gt;</c>.</summary>
internal static class DocumentSection
{
    /// <exception cref="InvalidDataException">The document has no such part.</exception>
    public static void Replace(string path, string name, string content)
    {
        var text = File.ReadAllText(path);
        var (begin, end) = ($"<!-- {name}:begin -->\n", $"<!-- {name}:end -->");
        var (from, to) = (text.IndexOf(begin, StringComparison.Ordinal), text.IndexOf(end, StringComparison.Ordinal));
        if (from < 0 || to < from)
            throw new InvalidDataException($"{path} has no part between {begin.TrimEnd()} and {end}.");
        File.WriteAllText(path, text[..(from + begin.Length)] + "\n" + content.Trim('\n') + "\n\n" + text[to..]);
    }
}
