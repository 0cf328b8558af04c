using System.Collections.Frozen;

namespace TfPipeline.Identifiers;

/// <summary>
/// Forms of one given name. Two names share a root when one group of <c>Nicknames.txt</c> holds both; a name in several groups
/// (ALEX) has several roots.
/// </summary>
public static class Nicknames
{
    /// <summary>How many roots of a name are kept.</summary>
    public const int MostRoots = 3;

    private static readonly FrozenDictionary<string, string[]> Groups = Load();

    /// <summary>Up to <see cref="MostRoots"/> roots of a name in upper case, in the order of the list; empty for a name that is not in it.</summary>
    public static IReadOnlyList<string> Roots(string name) => Groups.TryGetValue(name, out var roots) ? roots : [];

    private static FrozenDictionary<string, string[]> Load()
    {
        using var stream = typeof(Nicknames).Assembly.GetManifestResourceStream("nicknames.txt")
            ?? throw new InvalidOperationException("The list of nicknames is not embedded in the assembly.");
        using var reader = new StreamReader(stream);
        var roots = new Dictionary<string, List<string>>(StringComparer.Ordinal);
        while (reader.ReadLine() is { } line)
        {
            if (line.Length == 0 || line[0] == '#')
                continue;
            var names = line.Split(' ');
            foreach (var name in names)
            {
                if (!roots.TryGetValue(name, out var list))
                    roots.Add(name, list = []);
                if (list.Count < MostRoots && !list.Contains(names[0], StringComparer.Ordinal))
                    list.Add(names[0]);
            }
        }

        return roots.ToFrozenDictionary(r => r.Key, r => r.Value.ToArray(), StringComparer.Ordinal);
    }
}
