using System.Runtime.CompilerServices;
using TfPipeline.Pseudonyms;

namespace TfPipeline.Linkage;

/// <summary>
/// Compares two people by token equality alone and gives their comparison vector. Levels of names are looked up in
/// <see cref="SimilarNames"/>, because many pairs of people have the same two names.
/// </summary>
internal sealed class PairComparer(CohortEncoding encoding, TokenTable right, PersonColumns rightRows, SimilarNames names)
{
    private readonly TokenTable _left = encoding.Left;
    private readonly PersonColumns _leftRows = encoding.Rows;

    public static PairComparer Of(TokenTable left, TokenTable right)
    {
        var encoding = new CohortEncoding(left);
        return new PairComparer(encoding, right, encoding.Encode(right), new NameIndex(left.Names).Of(right.Names, threads: 1));
    }

    /// <summary>Prefetches the left rows of some pairs. The result only keeps the reads from being removed.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public int Prefetch(ReadOnlySpan<(int Left, int Right)> pairs)
    {
        var (rows, seen) = (_leftRows.Rows, 0);
        foreach (var (left, _) in pairs)
        {
            // Both ends of the row are read, because a row may lie across two cache lines.
            ref readonly var row = ref rows[left];
            seen |= row.Forename | (int)row.Shape;
        }

        return seen;
    }

    /// <summary>The pattern of a pair.</summary>
    public int Compare(int i, int j) => Compare(i, j, 0, out _);

    /// <summary>The pattern of a pair; <paramref name="isWorthKeeping"/> is false where too few fields agree for a match; the pattern is then not valid.</summary>
    public int Compare(int i, int j, int leastAgreement, out bool isWorthKeeping)
    {
        ref readonly var l = ref _leftRows.Rows[i];
        ref readonly var r = ref rightRows.Rows[j];
        var postcode = ComparePostcodes(in l, in r);
        var forename = l.Forename == 0 || r.Forename == 0 ? NameLevel.Missing
            : l.Forename == r.Forename ? NameLevel.Exact
            : CompareNames(l.ForenameValue, l.ForenameSound, l.ForenameInitial, r.ForenameValue, r.ForenameSound, r.ForenameInitial, ((l.Shape | r.Shape) & NameShape.ForenameIsInitial) != NameShape.Words);
        var surname = l.Surname == 0 || r.Surname == 0 ? NameLevel.Missing
            : l.Surname == r.Surname ? NameLevel.Exact
            : CompareNames(l.SurnameValue, l.SurnameSound, l.SurnameInitial, r.SurnameValue, r.SurnameSound, r.SurnameInitial, ((l.Shape | r.Shape) & NameShape.SurnameIsInitial) != NameShape.Words);
        if (forename is NameLevel.Missing or NameLevel.Differ && surname is NameLevel.Missing or NameLevel.Differ
            && Swap(in l, in r) is var swap and not NameLevel.Missing)
        {
            (forename, surname) = (NameLevel.Missing, swap);
        }

        var upn = _leftRows.Upn is null || rightRows.Upn is null ? CodeLevel.Missing : CompareCodes(_leftRows.Upn[i], rightRows.Upn[j]);
        var nino = _leftRows.Nino is null || rightRows.Nino is null ? CodeLevel.Missing : CompareCodes(_leftRows.Nino[i], rightRows.Nino[j]);
        // Dates are compared last, and only where they can change the result, because their edit tokens are rarely in the cache.
        var mayBeNear = l.BirthDate != 0 && r.BirthDate != 0 && l.BirthDate != r.BirthDate;
        if (mayBeNear && !IsWorthKeeping(leastAgreement, forename, surname, DateLevel.OneSlip, postcode, upn, nino))
        {
            isWorthKeeping = false;
            return 0;
        }

        var birthDate = mayBeNear ? CompareDates(in l, in r) : l.BirthDate == 0 || r.BirthDate == 0 ? DateLevel.Missing : DateLevel.Exact;
        isWorthKeeping = IsWorthKeeping(leastAgreement, forename, surname, birthDate, postcode, upn, nino);
        return ComparisonVector.Pack(forename, surname, birthDate, postcode, CompareCodes(l.Sex, r.Sex), upn, nino);
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

    // 0 is missing. Equal tokens have equal codes.
    private static int CompareCodes(int a, int b)
        => a == 0 || b == 0 ? CodeLevel.Missing : a == b ? CodeLevel.Exact : CodeLevel.Differ;

    /// <summary>The level of two dates that are known and not equal.</summary>
    private int CompareDates(ref readonly PersonRow l, ref readonly PersonRow r)
    {
        var parts = (l.Year == r.Year ? 1 : 0) + (l.Month == r.Month ? 1 : 0) + (l.Day == r.Day ? 1 : 0);
        // Two wrong digits change at most two of the three parts.
        if (parts == 0)
            return DateLevel.Differ;
        var at = encoding.DateLevelCache.At(in l, in r);
        if (encoding.DateLevelCache.TryGet(at, out var known))
            return known;
        ref readonly var leftSignature = ref _leftRows.DateSignatures[l.BirthDateValue];
        ref readonly var rightSignature = ref rightRows.DateSignatures[r.BirthDateValue];
        var leftEdits = _left.Dates.Edits(l.BirthDateValue);
        var rightEdits = right.Dates.Edits(r.BirthDateValue);
        var level = DateSignature.MayBeExchanged(in leftSignature, in rightSignature) && _left.Dates.Token(l.BirthDateValue, DateToken.Exchanged) == right.Dates.Token(r.BirthDateValue, DateToken.Exact) ? DateLevel.OneSlip
            : !DateSignature.MayBeNear(in leftSignature, in rightSignature) ? parts == 2 ? DateLevel.TwoParts : DateLevel.Differ
            : DateEdits.IsOneSlip(leftEdits, rightEdits) ? DateLevel.OneSlip
            : parts == 2 ? DateLevel.TwoParts
            : DateEdits.AreTwoDigits(leftEdits, rightEdits) ? DateLevel.TwoDigits
            : DateLevel.Differ;
        // A level found without edit tokens is not cached, because another pair of equal dates may have them.
        if (!leftEdits.IsEmpty && !rightEdits.IsEmpty)
            encoding.DateLevelCache.Set(at, level);
        return level;
    }

    private int ComparePostcodes(ref readonly PersonRow l, ref readonly PersonRow r)
    {
        if (l.Postcode == 0 || r.Postcode == 0)
            return PostcodeLevel.Missing;
        if (l.Postcode == r.Postcode)
            return PostcodeLevel.Exact;
        if (PostcodeSignature.MayBeOneEdit(l.PostcodeSignature, r.PostcodeSignature)
            && EditForms.Compare(_left.Postcodes.Edits(l.PostcodeValue), right.Postcodes.Edits(r.PostcodeValue)) != Edit.None)
        {
            return PostcodeLevel.OneEdit;
        }

        return l.Sector == r.Sector ? PostcodeLevel.Sector : l.District == r.District ? PostcodeLevel.District : PostcodeLevel.Differ;
    }

    private int CompareNames(int leftValue, int leftSound, int leftInitial, int rightValue, int rightSound, int rightInitial, bool isInitial)
    {
        var level = names.Level(rightValue, leftValue);
        return level != NameLevel.Differ ? level
            : leftSound == rightSound ? NameLevel.Similar
            : isInitial && leftInitial == rightInitial ? NameLevel.Initial
            : NameLevel.Differ;
    }

    /// <summary>Level of swapped names: one name equals the other person's other name, and the second two are equal, a form, one edit apart or missing.</summary>
    private int Swap(ref readonly PersonRow l, ref readonly PersonRow r)
    {
        var first = l.Forename != 0 && l.Forename == r.Surname;
        var second = l.Surname != 0 && l.Surname == r.Forename;
        if (first && second)
            return NameLevel.Swapped;
        if (!first && !second)
            return NameLevel.Missing;
        var (mine, others) = first ? (l.SurnameValue, r.ForenameValue) : (l.ForenameValue, r.SurnameValue);
        if (mine < 0 || others < 0)
            return NameLevel.HalfSwapped;
        return NameComparison.ByTokens(_left.Names, mine, right.Names, others) is NameLevel.Form or NameLevel.OneEdit ? NameLevel.Swapped : NameLevel.Missing;
    }
}
