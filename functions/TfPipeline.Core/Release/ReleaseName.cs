using System.Text.RegularExpressions;

namespace TfPipeline.Core.Release;

/// <summary>A release's name: it becomes a folder, a package name and part of the references, so it is plain.</summary>
public sealed partial record ReleaseName
{
    private ReleaseName(string value) => Value = value;

    /// <summary>The name.</summary>
    public string Value { get; }

    /// <summary>Reads a name: 1 to 40 of a–z, 0–9 and hyphen, neither first nor last a hyphen; null for anything else.</summary>
    public static ReleaseName? TryParse(string? text) => text is not null && Form().IsMatch(text) ? new ReleaseName(text) : null;

    /// <summary>Reads a name.</summary>
    /// <exception cref="ArgumentException">It has another form. The message does not repeat it.</exception>
    public static ReleaseName Parse(string? text) => TryParse(text)
        ?? throw new ArgumentException("The release name is not 1 to 40 of a-z, 0-9 and hyphen, beginning and ending with a letter or digit.", nameof(text));

    /// <inheritdoc />
    public override string ToString() => Value;

    [GeneratedRegex(@"\A[a-z0-9](?:[a-z0-9-]{0,38}[a-z0-9])?\z", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex Form();
}
