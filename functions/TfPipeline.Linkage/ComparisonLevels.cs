namespace TfPipeline.Linkage;

/// <summary>The fields that are compared.</summary>
public enum Field
{
    /// <summary>Forename.</summary>
    Forename,

    /// <summary>Surname; also carries the joint level "the two names are swapped".</summary>
    Surname,

    /// <summary>Date of birth.</summary>
    BirthDate,

    /// <summary>Postcode.</summary>
    Postcode,

    /// <summary>Sex.</summary>
    Sex,

    /// <summary>Unique pupil number.</summary>
    Upn,

    /// <summary>National Insurance number.</summary>
    Nino,
}

/// <summary>Comparison levels of two names, best first; 0 where one is missing.</summary>
public static class NameLevel
{
    /// <summary>One is missing: neutral.</summary>
    public const int Missing = 0;

    /// <summary>Equal.</summary>
    public const int Exact = 1;

    /// <summary>Forms of one name, or one is a word of the other.</summary>
    public const int Form = 2;

    /// <summary>One edit apart.</summary>
    public const int OneEdit = 3;

    /// <summary>A deletion in each makes them equal, or they sound alike.</summary>
    public const int Similar = 4;

    /// <summary>One is only the initial of the other.</summary>
    public const int Initial = 5;

    /// <summary>None of these.</summary>
    public const int Differ = 6;

    /// <summary>Surname only: forename and surname are exchanged; the forename is then neutral.</summary>
    public const int Swapped = 7;

    /// <summary>Surname only: one name stands in the other's field and its counterpart is missing; the forename is then neutral.</summary>
    public const int HalfSwapped = 8;
}

/// <summary>Comparison levels of two dates of birth.</summary>
public static class DateLevel
{
    /// <summary>One is missing: neutral.</summary>
    public const int Missing = 0;

    /// <summary>Equal.</summary>
    public const int Exact = 1;

    /// <summary>One digit differs, two neighbouring digits or day and month are exchanged.</summary>
    public const int OneSlip = 2;

    /// <summary>Two of year, month and day are equal.</summary>
    public const int TwoParts = 3;

    /// <summary>Two digits differ.</summary>
    public const int TwoDigits = 4;

    /// <summary>None of these.</summary>
    public const int Differ = 5;
}

/// <summary>Comparison levels of two postcodes.</summary>
public static class PostcodeLevel
{
    /// <summary>One is missing: neutral.</summary>
    public const int Missing = 0;

    /// <summary>Equal.</summary>
    public const int Exact = 1;

    /// <summary>One edit apart.</summary>
    public const int OneEdit = 2;

    /// <summary>The same sector.</summary>
    public const int Sector = 3;

    /// <summary>The same district.</summary>
    public const int District = 4;

    /// <summary>None of these.</summary>
    public const int Differ = 5;

    /// <summary>
    /// Not equal, but another member of the person's household is linked to a record at the same new postcode: the household moved.
    /// It needs the probabilities of all pairs, so a comparison of two records never gives it.
    /// </summary>
    public const int HouseholdMoved = 6;
}

/// <summary>Comparison levels of two codes: sex, UPN, NINO.</summary>
public static class CodeLevel
{
    /// <summary>One is missing: neutral.</summary>
    public const int Missing = 0;

    /// <summary>Equal.</summary>
    public const int Exact = 1;

    /// <summary>Different.</summary>
    public const int Differ = 2;
}
