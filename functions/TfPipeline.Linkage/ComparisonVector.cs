namespace TfPipeline.Linkage;

/// <summary>The comparison vector γ of a pair: one comparison level a field. It is stored as one number of mixed radix, the agreement pattern.</summary>
public static class ComparisonVector
{
    private static readonly int[] Radices = [7, 9, 6, 7, 3, 3, 3];
    private static readonly byte[] Digits = BuildDigits();

    /// <summary>Number of fields.</summary>
    public const int Fields = 7;

    /// <summary>Largest number of levels of a field.</summary>
    public const int MaxLevels = 9;

    /// <summary>Number of agreement patterns; each is a number below it.</summary>
    public const int Count = 7 * 9 * 6 * 7 * 3 * 3 * 3;

    /// <summary>Number of levels of a field, "missing" included.</summary>
    public static int LevelsOf(Field field) => Radices[(int)field];

    /// <summary>Packs the levels.</summary>
    public static int Pack(int forename, int surname, int birthDate, int postcode, int sex, int upn, int nino)
        => ((((((((((((forename * 9) + surname) * 6) + birthDate) * 7) + postcode) * 3) + sex) * 3) + upn) * 3) + nino);

    /// <summary>The levels of a pattern in the order of <see cref="Field"/>.</summary>
    public static ReadOnlySpan<byte> Levels(int pattern) => Digits.AsSpan(pattern * Fields, Fields);

    /// <summary>The level of one field.</summary>
    public static int Level(int pattern, Field field) => Digits[(pattern * Fields) + (int)field];

    /// <summary>The pattern with another level of the postcode.</summary>
    public static int WithPostcode(int pattern, int level) => pattern + ((level - Level(pattern, Field.Postcode)) * 27);

    /// <summary>The pattern with both numbers missing.</summary>
    public static int WithoutNumbers(int pattern) => pattern - (pattern % 9);

    private static byte[] BuildDigits()
    {
        var digits = new byte[Count * Fields];
        for (var pattern = 0; pattern < Count; pattern++)
        {
            var rest = pattern;
            for (var f = Fields - 1; f >= 0; f--)
            {
                digits[(pattern * Fields) + f] = (byte)(rest % Radices[f]);
                rest /= Radices[f];
            }
        }

        return digits;
    }
}
