using TfPipeline.Core.Pseudonyms;

namespace TfPipeline.Core.Linkage;

/// <summary>Compares people of two tables by token equality alone.</summary>
internal sealed class PairComparer(TokenTable left, PersonRow[] leftRows, TokenTable right, PersonRow[] rightRows)
{
    public static PairComparer Of(TokenTable left, TokenTable right)
        => new(left, PersonRow.Of(left), right, PersonRow.Of(right));

    /// <summary>The pattern of a pair.</summary>
    public int Compare(int i, int j) => Compare(i, j, 0, out _);

    /// <summary>The pattern of a pair; <paramref name="isWorthKeeping"/> is false where too little agrees for it ever to be a match.</summary>
    public int Compare(int i, int j, int leastAgreement, out bool isWorthKeeping)
    {
        ref readonly var l = ref leftRows[i];
        ref readonly var r = ref rightRows[j];
        var birthDate = CompareDates(in l, in r);
        var postcode = ComparePostcodes(in l, in r);
        var forename = CompareNames(l.Forename, l.ForenameValue, r.Forename, r.ForenameValue);
        var surname = CompareNames(l.Surname, l.SurnameValue, r.Surname, r.SurnameValue);
        if (forename is NameLevel.Missing or NameLevel.Differ && surname is NameLevel.Missing or NameLevel.Differ
            && Swap(in l, in r) is var swap and not NameLevel.Missing)
        {
            (forename, surname) = (NameLevel.Missing, swap);
        }

        var upn = CompareCodes(left.Upn[i], right.Upn[j]);
        var nino = CompareCodes(left.Nino[i], right.Nino[j]);
        isWorthKeeping = IsWorthKeeping(leastAgreement, forename, surname, birthDate, postcode, upn, nino);
        return Pattern.Of(forename, surname, birthDate, postcode, CompareCodes(l.Sex, r.Sex), upn, nino);
    }

    /// <summary>So many of the four main fields must agree in some way (all of them where fewer are known), or a number must.</summary>
    internal static bool IsWorthKeeping(int least, int forename, int surname, int birthDate, int postcode, int upn, int nino)
    {
        if (upn == CodeLevel.Exact || nino == CodeLevel.Exact || surname >= NameLevel.Swapped)
            return true;
        var known = (forename == 0 ? 0 : 1) + (surname == 0 ? 0 : 1) + (birthDate == 0 ? 0 : 1) + (postcode == 0 ? 0 : 1);
        var agree = (forename is >= NameLevel.Exact and < NameLevel.Differ ? 1 : 0)
            + (surname is >= NameLevel.Exact and < NameLevel.Differ ? 1 : 0)
            + (birthDate is >= DateLevel.Exact and < DateLevel.Differ ? 1 : 0)
            + (postcode is >= PostcodeLevel.Exact and < PostcodeLevel.Differ ? 1 : 0);
        return agree > 0 && agree >= Math.Min(least, known);
    }

    private static int CompareCodes(ulong a, ulong b)
        => a == 0 || b == 0 ? CodeLevel.Missing : a == b ? CodeLevel.Exact : CodeLevel.Differ;

    private int CompareDates(ref readonly PersonRow l, ref readonly PersonRow r)
    {
        if (l.BirthDate == 0 || r.BirthDate == 0)
            return DateLevel.Missing;
        if (l.BirthDate == r.BirthDate)
            return DateLevel.Exact;
        var a = left.Dates.Fixed(l.BirthDateValue);
        var b = right.Dates.Fixed(r.BirthDateValue);
        var parts = (a[DateToken.Year] == b[DateToken.Year] ? 1 : 0) + (a[DateToken.Month] == b[DateToken.Month] ? 1 : 0)
            + (a[DateToken.Day] == b[DateToken.Day] ? 1 : 0);
        // Two digits touch at most two of the three parts.
        if (parts == 0)
            return DateLevel.Differ;
        var leftEdits = left.Dates.Edits(l.BirthDateValue);
        var rightEdits = right.Dates.Edits(r.BirthDateValue);
        if (a[DateToken.Exchanged] == r.BirthDate || DateEdits.IsOneSlip(leftEdits, rightEdits))
            return DateLevel.OneSlip;
        return parts == 2 ? DateLevel.TwoParts : DateEdits.AreTwoDigits(leftEdits, rightEdits) ? DateLevel.TwoDigits : DateLevel.Differ;
    }

    private int ComparePostcodes(ref readonly PersonRow l, ref readonly PersonRow r)
    {
        if (l.Postcode == 0 || r.Postcode == 0)
            return PostcodeLevel.Missing;
        if (l.Postcode == r.Postcode)
            return PostcodeLevel.Exact;
        if (EditForms.Compare(left.Postcodes.Edits(l.PostcodeValue), right.Postcodes.Edits(r.PostcodeValue)) != Edit.None)
            return PostcodeLevel.OneEdit;
        var a = left.Postcodes.Fixed(l.PostcodeValue);
        var b = right.Postcodes.Fixed(r.PostcodeValue);
        return a[PostcodeToken.Sector] == b[PostcodeToken.Sector] ? PostcodeLevel.Sector
            : a[PostcodeToken.District] == b[PostcodeToken.District] ? PostcodeLevel.District
            : PostcodeLevel.Differ;
    }

    private int CompareNames(ulong l, int leftValue, ulong r, int rightValue)
    {
        if (l == 0 || r == 0)
            return NameLevel.Missing;
        if (l == r)
            return NameLevel.Exact;
        var a = left.Names.Fixed(leftValue);
        var b = right.Names.Fixed(rightValue);
        if (IsWordOf(a, b[NameToken.Exact]) || IsWordOf(b, a[NameToken.Exact]) || ShareARoot(a, b))
            return NameLevel.Form;
        var leftEdits = left.Names.Edits(leftValue);
        var rightEdits = right.Names.Edits(rightValue);
        if (EditForms.Compare(leftEdits, rightEdits) != Edit.None)
            return NameLevel.OneEdit;
        if (a[NameToken.Phonetic] == b[NameToken.Phonetic] || EditForms.ShareADeletion(leftEdits, rightEdits))
            return NameLevel.Similar;
        return a[NameToken.Initial] == b[NameToken.Initial] && (a[NameToken.IsInitial] != 0 || b[NameToken.IsInitial] != 0)
            ? NameLevel.Initial : NameLevel.Differ;
    }

    private static bool IsWordOf(ReadOnlySpan<ulong> name, ulong exact)
        => name[NameToken.FirstWord] == exact || name[NameToken.LastWord] == exact;

    private static bool ShareARoot(ReadOnlySpan<ulong> a, ReadOnlySpan<ulong> b)
    {
        for (var k = NameToken.Root; k < NameToken.Root + NameToken.Roots && a[k] != 0; k++)
        {
            if (b.Slice(NameToken.Root, NameToken.Roots).Contains(a[k]))
                return true;
        }

        return false;
    }

    /// <summary>One name equals the other's counterpart; the second pair is equal, a form of the name, one edit apart, or one of it is missing.</summary>
    private int Swap(ref readonly PersonRow l, ref readonly PersonRow r)
    {
        var first = l.Forename != 0 && l.Forename == r.Surname;
        var second = l.Surname != 0 && l.Surname == r.Forename;
        if (first && second)
            return NameLevel.Swapped;
        if (!first && !second)
            return NameLevel.Missing;
        var rest = first
            ? CompareNames(l.Surname, l.SurnameValue, r.Forename, r.ForenameValue)
            : CompareNames(l.Forename, l.ForenameValue, r.Surname, r.SurnameValue);
        return rest switch { NameLevel.Form or NameLevel.OneEdit => NameLevel.Swapped, NameLevel.Missing => NameLevel.HalfSwapped, _ => NameLevel.Missing };
    }
}
