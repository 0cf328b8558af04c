using System.Globalization;
using TfPipeline.Cli.Terminal;
using TfPipeline.Identifiers;

namespace TfPipeline.Cli.Linking;

/// <summary>
/// Counts, for each identifier of a file, the cells that are filled but say nothing to the linkage, such as a date of another form.
/// Left uncounted they would look like missing values.
/// </summary>
internal sealed class UnreadValues(string option)
{
    /// <summary>A column of which more than this share of the filled cells can't be read is refused.</summary>
    private const double MostUnread = 0.5;

    private static readonly string[] Missing = ["NA", "N/A", "#N/A", "NULL", "NONE", "NAN", ".", "-", "?", "UNKNOWN", "NOT KNOWN", "U", "X", "0", "9"];

    private readonly long[] _filled = new long[PersonFile.Fields.Length];
    private readonly long[] _unread = new long[PersonFile.Fields.Length];

    public void Add(in PersonText person)
    {
        Add(0, person.Forename, IsName(person.Forename));
        Add(1, person.Surname, IsName(person.Surname));
        Add(2, person.Sex, person.Sex.IsWhiteSpace() || SexText.Parse(person.Sex) != Sex.NotKnown);
        Add(3, person.DateOfBirth, person.DateOfBirth.IsWhiteSpace() || IsDate(person.DateOfBirth));
        Add(4, person.Postcode, person.Postcode.IsWhiteSpace() || HasAscii(person.Postcode));
        Add(5, person.Upn, person.Upn.IsWhiteSpace() || Upn.TryParse(person.Upn.ToString(), out _));
        Add(6, person.Nino, person.Nino.IsWhiteSpace() || Nino.TryParse(person.Nino.ToString(), out _));
    }

    /// <summary>One sentence for each column with such cells.</summary>
    /// <exception cref="UsageException">Most of a column can't be read.</exception>
    public IReadOnlyList<string> Sentences()
    {
        var sentences = new List<string>();
        for (var f = 0; f < _unread.Length; f++)
        {
            if (_unread[f] == 0)
                continue;
            var sentence = string.Create(
                CultureInfo.InvariantCulture,
                $"{_unread[f]:N0} of {_filled[f]:N0} filled values of {PersonFile.Fields[f]} in the file of {option} can't be read and count as missing; {Remedy(f)}.");
            if (_unread[f] > _filled[f] * MostUnread)
                throw new UsageException("most of a column can't be read: " + sentence);
            sentences.Add(sentence);
        }

        return sentences;
    }

    private static string Remedy(int field) => PersonFile.Fields[field] switch
    {
        "date_of_birth" => "write dates as yyyy-MM-dd",
        "sex" => "write M or F",
        "forename" or "surname" => "write names in Latin letters",
        "postcode" => "write postcodes in letters and digits",
        _ => "leave the cell blank where there is no valid number",
    };

    private void Add(int field, ReadOnlySpan<char> text, bool isRead)
    {
        if (text.IsWhiteSpace())
            return;
        if (!isRead && IsMissingWord(text.Trim()))
            return;
        _filled[field]++;
        _unread[field] += isRead ? 0 : 1;
    }

    private static bool IsMissingWord(ReadOnlySpan<char> text)
    {
        foreach (var word in Missing)
        {
            if (text.Equals(word, StringComparison.OrdinalIgnoreCase))
                return true;
        }

        return false;
    }

    // The date that systems fill in is read, and then not used.
    private static bool IsDate(ReadOnlySpan<char> text)
        => BirthDates.DigitsOf(text) != 0 || text.Trim() is "1900-01-01" or "1970-01-01" or "19000101" or "19700101";

    private static bool IsName(ReadOnlySpan<char> text) => HasAscii(text) || text.IsWhiteSpace() || NameNormaliser.Forename(text.ToString()).Length > 0;

    private static bool HasAscii(ReadOnlySpan<char> text)
    {
        foreach (var c in text)
        {
            if (char.IsAsciiLetterOrDigit(c))
                return true;
        }

        return false;
    }
}
