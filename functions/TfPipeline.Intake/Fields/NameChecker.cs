using System.Buffers;
using System.Collections.Frozen;

namespace TfPipeline.Intake;

/// <summary>Checks a forename or a surname.</summary>
internal sealed class NameChecker(NameRules rules, bool isForename)
{
    private const int Longest = 100;

    private static readonly SearchValues<char> Plain =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz -'");

    // What the bytes 80-9F are in Windows-1252: continuation bytes of UTF-8 that was read as Windows-1252.
    private static readonly SearchValues<char> HighWindows = SearchValues.Create("€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ");

    // Signs that no name has, and that letters turn into where UTF-8 or Windows-1252 was read in a code page of DOS or of the Mac.
    private static readonly SearchValues<char> NeverInNames = SearchValues.Create(
        "\uFFFD\u25A1\u2610¤¦§¨©¬®±²³¶¹¼½¾¿¢£¥×÷¡«»└┴┬├─┼╚╔╩╦╠═╬│┤┐┘┌█▄▌▐▀░▒▓║╗╝╣√≈∞≤≥◊∂∑∏π∫Ω†‡•…‰™€");

    private static readonly FrozenSet<string> Placeholders = FrozenSet.ToFrozenSet(
        [
            "no name", "name", "not known", "unknown", "not entered", "not stated", "not given", "not recorded", "n/a", "tbc", "tba",
            "forename", "surname", "no forename", "no surname", "first name", "last name", "anonymous", "duplicate", "xx", "xxx", "xxxx", "?", "??", "???", "-", "--", ".",
            "none given", "none recorded", "not provided", "not supplied", "not available", "not applicable", "not disclosed", "undisclosed", "withheld", "refused", "missing", "blank", "empty",
            "to be confirmed", "to be advised", "tbd", "n/k", "nk", "nka", "dnk", "unspecified", "unnamed", "unidentified", "undefined", "nan", "(none)", "(null)", "(blank)", "(unknown)",
            "deceased", "test", "tester", "testing", "test test", "dummy", "do not use", "dnu", "deleted", "delete", "error", "see notes", "see above", "as above", "ditto",
            "zzz", "zzzz", "zz", "aaa", "asdf", "qwerty", "merged", "redacted", "confidential", "restricted", "no first name", "no last name", "no given name", "no family name", "no surname given",
            "male", "female", "boy", "girl", "twin", "twin 1", "twin 2", "child", "mother", "father", "mr", "mrs", "miss", "ms", "dr", "mx", "mstr", "master",
        ],
        StringComparer.OrdinalIgnoreCase);

    private static readonly FrozenSet<string> ForenamePlaceholders = FrozenSet.ToFrozenSet(
        [
            "baby", "unborn", "unborn baby", "baby boy", "baby girl", "babyboy", "babygirl", "baby of", "newborn", "new born", "newborn baby", "unborn child", "infant", "infant boy", "infant girl",
            "male infant", "female infant", "infant male", "infant female", "male baby", "female baby", "baby male", "baby female", "foetus", "fetus", "stillborn", "male child", "female child", "unborn baby boy", "unborn baby girl", "bb", "b/o",
        ],
        StringComparer.OrdinalIgnoreCase);

    // Surnames of people, too.
    private static readonly FrozenSet<string> RealSurnames = FrozenSet.ToFrozenSet(
        ["child", "boy", "master", "girl", "test", "tester", "father", "merged", "mother", "twin", "male", "blank"], StringComparer.OrdinalIgnoreCase);

    private static readonly FrozenSet<string> NamesToo = FrozenSet.ToFrozenSet(["null", "none", "na", "dead"], StringComparer.OrdinalIgnoreCase);

    private static readonly FrozenSet<string> PlaceholderWords = FrozenSet.ToFrozenSet(
        ["unknown", "duplicate", "deceased", "unborn", "zzz", "zzzz", "dnu", "tbc", "anonymous", "newborn", "unnamed", "unidentified"], StringComparer.OrdinalIgnoreCase);

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
        if (ReferenceText.IsErrorWord(name))
            return HeaderRules.NoValueWord;
        if (IsPlaceholder(name))
            return rules.Placeholder;
        if (name[0] is '=' or '+' or '@' or '-')
            return HeaderRules.Formula;
        if (name.ContainsAnyExcept(Plain) && NotPlain(name) is { } broken)
            return broken;
        if (NamesToo.GetAlternateLookup<ReadOnlySpan<char>>().Contains(name))
            return rules.MayBePlaceholder;
        if (name.Length <= 2 && LetterCount(name) == 1)
            return rules.SingleLetter;
        return HasTitle(name) ? rules.Title : null;
    }

    private IntakeRule? NotPlain(ReadOnlySpan<char> name)
    {
        if (IsGarbled(name))
            return rules.Garbled;
        if (HasLostLetter(name))
            return rules.LostLetter;
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
        if (name.Length > Longest)
            return StartsLikePlaceholder(name);
        return (Placeholders.GetAlternateLookup<ReadOnlySpan<char>>().Contains(name)
                && (isForename || !RealSurnames.GetAlternateLookup<ReadOnlySpan<char>>().Contains(name)))
            || HasPlaceholderWord(name)
            || (isForename && ForenamePlaceholders.GetAlternateLookup<ReadOnlySpan<char>>().Contains(name))
            || StartsLikePlaceholder(name);
    }

    // "unknown female" and "ZZZ DUPLICATE" are placeholders in whatever company.
    private static bool HasPlaceholderWord(ReadOnlySpan<char> name)
    {
        if (!name.ContainsAny(' ', '_', '-'))
            return PlaceholderWords.GetAlternateLookup<ReadOnlySpan<char>>().Contains(name);
        foreach (var word in name.SplitAny(' ', '_', '-'))
        {
            if (PlaceholderWords.GetAlternateLookup<ReadOnlySpan<char>>().Contains(name[word].Trim("()[]<>*.")))
                return true;
        }

        return false;
    }

    private static bool HasLostLetter(ReadOnlySpan<char> name)
    {
        for (var i = name.IndexOf('?'); i >= 0 && i < name.Length; i++)
        {
            if (name[i] == '?' && ((i > 0 && char.IsLetter(name[i - 1])) || (i + 1 < name.Length && char.IsLetter(name[i + 1]))))
                return true;
        }

        return false;
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
        for (var i = 0; i + 1 < name.Length; i++)
        {
            // Lead bytes of UTF-8 read as Windows-1252 are the letters from Â to ô.
            if (name[i] is >= '\u00C2' and <= '\u00F4' && IsContinuation(name[i + 1]) && !IsApostrophe(name, i + 1))
                return true;
        }

        return name.ContainsAny(NeverInNames);
    }

    private static bool IsContinuation(char c) => c is >= '\u0080' and <= '\u00BF' || HighWindows.Contains(c);

    // A typographic apostrophe or a dash after an accented letter is no garbling where a plain letter follows: Zoë’s, Zoë–Marie.
    private static bool IsApostrophe(ReadOnlySpan<char> name, int at)
        => name[at] is '\u2018' or '\u2019' or '\u2013' or '\u2014' or '\u00A0' or '\u00AD' or '\u00B7'
            && name[at - 1] >= '\u00E0' && at + 1 < name.Length && char.IsAsciiLetter(name[at + 1]);

    private static bool HasTitle(ReadOnlySpan<char> name)
    {
        var space = name.IndexOf(' ');
        return space is >= 2 and <= 5 && Titles.GetAlternateLookup<ReadOnlySpan<char>>().Contains(name[..space].TrimEnd('.'));
    }
}
