using System.Globalization;
using System.Text.RegularExpressions;

namespace TfPipeline.Core.Release.Decisions;

/// <summary>
/// The name of a blob that a person puts below a folder of their own: <c>{person}/{release}.json</c>, and <c>{person}/{release}.{n}.json</c>
/// from the second about the same release on, because what is there cannot be replaced. In Azure the folder bears the only object id that
/// may create below it, so the folder says who it was, whatever the blob says.
/// </summary>
/// <param name="Person">Who: an object id in Azure, an account's name on one machine.</param>
/// <param name="Release">The release that it is about.</param>
/// <param name="Number">1 for the first, then 2 and so on, to 999.</param>
public sealed partial record PersonBlob(string Person, string Release, int Number)
{
    private const int MostNumber = 999;

    /// <summary>The blob's name.</summary>
    public string Name => Number == 1 ? $"{Person}/{Release}.json" : string.Create(CultureInfo.InvariantCulture, $"{Person}/{Release}.{Number}.json");

    /// <summary>The name as part of an instance id, which takes no slash.</summary>
    public string Id => Name[..^".json".Length].Replace('/', '.');

    /// <summary>The name that the same person's next blob about this release has.</summary>
    public PersonBlob Next => this with { Number = Number + 1 };

    /// <summary>Reads a name; null where it has another form.</summary>
    public static PersonBlob? TryParse(string? name)
    {
        if (name is null || Form().Match(name) is not { Success: true } match || ReleaseName.TryParse(match.Groups["release"].Value) is not { } release)
            return null;
        var number = match.Groups["number"] is { Success: true, Value: var digits } ? int.Parse(digits, CultureInfo.InvariantCulture) : 1;
        return number <= MostNumber && IsPerson(match.Groups["person"].Value) ? new PersonBlob(match.Groups["person"].Value, release.Value, number) : null;
    }

    /// <summary>
    /// True where the text may name a person: 1 to 64 of a–z, 0–9, dot, hyphen, underscore and at sign, a letter or digit first. Lower case
    /// only, because some file systems take two cases for one folder.
    /// </summary>
    public static bool IsPerson(string? text) => text is not null && Person64().IsMatch(text);

    [GeneratedRegex(@"\A(?<person>[^/]+)/(?<release>[^/.]+)(\.(?<number>[2-9]|[1-9][0-9]{1,2}))?\.json\z", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex Form();

    [GeneratedRegex(@"\A[a-z0-9][a-z0-9._@-]{0,63}\z", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex Person64();
}
