using TfPipeline.Identifiers;

namespace TfPipeline.Pseudonyms;

/// <summary>Positions of a name's derived tokens in its <see cref="ValueTable"/>. Forename and surname share one key domain.</summary>
public static class NameToken
{
    /// <summary>All words joined.</summary>
    public const int Exact = 0;

    /// <summary>Soundex of the joined words.</summary>
    public const int Phonetic = 1;

    /// <summary>First letter.</summary>
    public const int Initial = 2;

    /// <summary>First word of several, comparable with <see cref="Exact"/>; 0 for a single word.</summary>
    public const int FirstWord = 3;

    /// <summary>Last word of several, comparable with <see cref="Exact"/>; 0 for a single word.</summary>
    public const int LastWord = 4;

    /// <summary>First of up to three nickname roots.</summary>
    public const int Root = 5;

    /// <summary>How many nickname roots are kept.</summary>
    public const int Roots = Nicknames.MostRoots;

    /// <summary>Not 0 when the name is a single letter: the token of the letter again.</summary>
    public const int IsInitial = Root + Roots;

    internal const int Count = IsInitial + 1;
}

/// <summary>Positions of a date's derived tokens in its <see cref="ValueTable"/>.</summary>
public static class DateToken
{
    /// <summary>Eight digits.</summary>
    public const int Exact = 0;

    /// <summary>Year.</summary>
    public const int Year = 1;

    /// <summary>Month of the year.</summary>
    public const int Month = 2;

    /// <summary>Day of the month.</summary>
    public const int Day = 3;

    /// <summary>The date with day and month exchanged, comparable with <see cref="Exact"/>; 0 where that is no other date.</summary>
    public const int Exchanged = 4;

    internal const int Count = 5;
}

/// <summary>Positions of a postcode's derived tokens in its <see cref="ValueTable"/>.</summary>
public static class PostcodeToken
{
    /// <summary>The whole code.</summary>
    public const int Exact = 0;

    /// <summary>UK: all but the last two characters. Elsewhere: all but the last.</summary>
    public const int Sector = 1;

    /// <summary>UK: the outward code. Elsewhere: all but the last two characters.</summary>
    public const int District = 2;

    internal const int Count = 3;
}
