using System.Text.RegularExpressions;

namespace TfPipeline.Runs;

/// <summary>
/// The form of run and release names: they become parts of blob names and of instance ids, so they are lower-case letters, digits and
/// single hyphens, at most 40 characters.
/// </summary>
public static partial class RunName
{
    /// <summary>True where the text may name a run or a release.</summary>
    public static bool IsValid(string? text) => text is { Length: > 0 and <= 40 } && Form().IsMatch(text);

    /// <summary>Passes a valid name through.</summary>
    /// <exception cref="RunNameException">The name has another form; it is not repeated.</exception>
    public static string Require(string? text, string what) => IsValid(text) ? text! : throw new RunNameException(what);

    [GeneratedRegex("^[a-z0-9]+(-[a-z0-9]+)*\\z", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Form();
}

/// <summary>A name of a run or a release has the wrong form.</summary>
public sealed class RunNameException(string what)
    : Exception($"The name of {what} is not one: use lower-case letters, digits and single hyphens, 40 characters at most.");
