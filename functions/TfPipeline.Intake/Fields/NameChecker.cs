using System.Buffers;
using System.Collections.Frozen;

namespace TfPipeline.Intake;

/// <summary>Checks a forename or a surname.</summary>
internal sealed class NameChecker(NameRules rules, bool isForename)
{
    private const int Longest = 100;

    private static readonly SearchValues<char> Plain =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz -'");

    // Bytes 80-9F of Windows-1252, which follow a lead byte when UTF-8 was read as Windows-1252.
    private static readonly SearchValues<char> HighWindows = SearchValues.Create("€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ");

    private static readonly FrozenSet<string> Placeholders = FrozenSet.ToFrozenSet(
        [
            "no name", "name", "not known", "unknown", "not entered", "not stated", "not given", "not recorded", "n/a", "tbc", "tba",
            "forename", "surname", "no forename", "no surname", "first name", "last name", "anonymous", "duplicate", "xxx", "?", "??", "???", "-",
        ],
        StringComparer.OrdinalIgnoreCase);

    private static readonly FrozenSet<string> ForenamePlaceholders = FrozenSet.ToFrozenSet(["baby", "unborn", "unborn baby"], StringComparer.OrdinalIgnoreCase);

    private static readonly FrozenSet<string> Titles = FrozenSet.ToFrozenSet(
        ["mr", "mrs", "dr", "miss", "ms", "mx", "mstr", "prof", "sir", "lady"], StringComparer.OrdinalIgnoreCase);

    private static readonly string[] PlaceholderStarts = ["MIG_ERROR", "NO_SHOW", "DUPLICATE_"];

    /// <summary>The rule that is broken, or null. An error wins over a query.</summary>
    public IntakeRule? Check(ReadOnlySpan<char> name)
    {
        if (name.IsEmpty)
            return rules.Missing;
        if (name.Length > Longest)
            return HeaderRules.CellTooLong;
        if (IsPlaceholder(name))
            return rules.Placeholder;
        if (name[0] is '=' or '+' or '@' or '-')
            return HeaderRules.Formula;
        if (name.ContainsAnyExcept(Plain) && NotPlain(name) is { } broken)
            return broken;
        if (name.Length <= 2 && LetterCount(name) == 1)
            return rules.SingleLetter;
        return HasTitle(name) ? rules.Title : null;
    }

    private IntakeRule? NotPlain(ReadOnlySpan<char> name)
    {
        if (IsGarbled(name))
            return rules.Garbled;
        foreach (var c in name)
        {
            if (char.IsDigit(c))
                return rules.NoLetters;
        }

        return LetterCount(name) == 0 ? rules.NoLetters : null;
    }

    private static int LetterCount(ReadOnlySpan<char> name)
    {
        var letters = 0;
        foreach (var c in name)
            letters += char.IsLetter(c) || char.IsSurrogate(c) ? 1 : 0;
        return letters;
    }

    private bool IsPlaceholder(ReadOnlySpan<char> name)
    {
        if (name.Length > 14)
            return StartsLikePlaceholder(name);
        return Placeholders.GetAlternateLookup<ReadOnlySpan<char>>().Contains(name)
            || (isForename && ForenamePlaceholders.GetAlternateLookup<ReadOnlySpan<char>>().Contains(name))
            || StartsLikePlaceholder(name);
    }

    private static bool StartsLikePlaceholder(ReadOnlySpan<char> name)
    {
        if (!name.Contains('_'))
            return false;
        foreach (var start in PlaceholderStarts)
        {
            if (name.StartsWith(start, StringComparison.OrdinalIgnoreCase))
                return true;
        }

        return false;
    }

    private static bool IsGarbled(ReadOnlySpan<char> name)
    {
        if (name.Contains('\uFFFD'))
            return true;
        for (var i = 0; i + 1 < name.Length; i++)
        {
            var next = name[i + 1];
            if (name[i] is >= '\u00C2' and <= '\u00C5' or '\u00E2' && (next is >= '\u0080' and <= '\u00BF' || HighWindows.Contains(next)))
                return true;
        }

        return false;
    }

    private static bool HasTitle(ReadOnlySpan<char> name)
    {
        var space = name.IndexOf(' ');
        return space is >= 2 and <= 5 && Titles.GetAlternateLookup<ReadOnlySpan<char>>().Contains(name[..space].TrimEnd('.'));
    }
}
