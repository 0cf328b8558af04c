using System.Collections.Frozen;

namespace TfPipeline.Intake;

/// <summary>Reads a heading as a field of the specification: case, spaces and punctuation never matter.</summary>
internal static class HeaderNames
{
    private const string DayFirstMark = "ddmmyyyy";
    private const string IsoMark = "yyyymmdd";

    private static readonly FrozenDictionary<string, CouncilField> Known = CouncilFileSchema.Columns
        .SelectMany(c => c.Aliases.Prepend(c.Name).Select(n => (Name: Canonical(n), c.Field)))
        .ToFrozenDictionary(p => p.Name, p => p.Field, StringComparer.Ordinal);

    /// <summary>The field of a heading, and whether the heading declares dd/mm/yyyy; null for a heading that is not known.</summary>
    public static (CouncilField Field, bool DeclaresDayFirst)? Match(string heading)
    {
        var name = Canonical(heading);
        if (Known.TryGetValue(name, out var field))
            return (field, false);
        return Declared(name, DayFirstMark, true) ?? Declared(name, IsoMark, false);
    }

    private static (CouncilField Field, bool DeclaresDayFirst)? Declared(string name, string mark, bool dayFirst)
        => name.EndsWith(mark, StringComparison.Ordinal)
            && Known.TryGetValue(name[..^mark.Length], out var field) && CouncilFileSchema.IsDate(field)
                ? (field, dayFirst)
                : null;

    private static string Canonical(string heading)
        => string.Concat(heading.Where(char.IsAsciiLetterOrDigit).Select(char.ToLowerInvariant));
}
