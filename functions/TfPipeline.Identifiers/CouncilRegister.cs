using System.Collections.Frozen;
using System.Globalization;

namespace TfPipeline.Identifiers;

/// <summary>What kind of council a code names.</summary>
public enum CouncilCode
{
    /// <summary>No code of an English council that could submit.</summary>
    Unknown,

    /// <summary>A non-metropolitan district, which never submits.</summary>
    District,

    /// <summary>An upper-tier council.</summary>
    UpperTier,
}

/// <summary>An upper-tier council and when its code is in force.</summary>
/// <param name="Code">Nine characters: E06, E08, E09 or E10 and six digits.</param>
/// <param name="Name">Its name.</param>
/// <param name="From">The first day of the code, or null where it is older than the table.</param>
/// <param name="To">The last day of the code, or null where it is in force.</param>
public sealed record Council(string Code, string Name, DateOnly? From, DateOnly? To)
{
    /// <summary>True on the days of the code, both ends included.</summary>
    public bool IsInForce(DateOnly date) => !(date < From) && !(date > To);
}

/// <summary>The dated table of upper-tier councils in England (ONS GSS codes; reorganisations of 2009 to 2025).</summary>
public static class CouncilRegister
{
    private static readonly FrozenDictionary<string, Council> Councils = Load();

    private static readonly FrozenDictionary<string, IReadOnlyList<string>> Lineages = FindLineages();

    /// <summary>Every council of the table, by code.</summary>
    public static IReadOnlyList<Council> All { get; } = [.. Councils.Values.OrderBy(c => c.Code, StringComparer.Ordinal)];

    /// <summary>The council of a code in any case, or null.</summary>
    public static Council? Find(string code) => Councils.GetValueOrDefault(code.ToUpperInvariant());

    /// <summary>
    /// The codes of one council, oldest first: a code follows another where it has the same name and begins on the day after the other
    /// ended. Councils that were joined or split have other names, and no code before.
    /// </summary>
    public static IReadOnlyList<string> CodesOf(string gss) => Lineages.TryGetValue(gss, out var codes) ? codes : [gss];

    /// <summary>What stays when a council's code changes: the oldest of its codes.</summary>
    public static string FirstCodeOf(string gss) => CodesOf(gss)[0];

    /// <summary>What kind of code this is.</summary>
    public static CouncilCode Classify(string code)
    {
        if (Find(code) is not null)
            return CouncilCode.UpperTier;
        return code.Length == 9 && code.StartsWith("E07", StringComparison.OrdinalIgnoreCase)
            && !code.AsSpan(3).ContainsAnyExceptInRange('0', '9') ? CouncilCode.District : CouncilCode.Unknown;
    }

    private static FrozenDictionary<string, Council> Load()
    {
        using var stream = typeof(CouncilRegister).Assembly.GetManifestResourceStream("upper-tier-councils.csv")
            ?? throw new InvalidOperationException("The table of councils is not part of this build.");
        using var reader = new StreamReader(stream);
        var councils = new List<Council>();
        reader.ReadLine();
        while (reader.ReadLine() is { } line)
        {
            var cells = line.Split(',');
            councils.Add(new Council(cells[0], cells[1], Date(cells[2]), Date(cells[3])));
        }

        return councils.ToFrozenDictionary(c => c.Code, StringComparer.Ordinal);
    }

    private static FrozenDictionary<string, IReadOnlyList<string>> FindLineages()
    {
        var lineages = new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal);
        foreach (var named in Councils.Values.GroupBy(c => c.Name, StringComparer.Ordinal))
        {
            var codes = new List<Council>();
            foreach (var council in named.OrderBy(c => c.From ?? DateOnly.MinValue))
            {
                if (codes.Count > 0 && codes[^1].To?.AddDays(1) != council.From)
                    codes.Clear();
                codes.Add(council);
                string[] sofar = [.. codes.Select(c => c.Code)];
                foreach (var code in sofar)
                    lineages[code] = sofar;
            }
        }

        return lineages.ToFrozenDictionary(StringComparer.Ordinal);
    }

    private static DateOnly? Date(string cell)
        => cell.Length == 0 ? null : DateOnly.ParseExact(cell, "yyyy-MM-dd", CultureInfo.InvariantCulture);
}
