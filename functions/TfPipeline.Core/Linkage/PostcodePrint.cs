using TfPipeline.Core.Pseudonyms;

namespace TfPipeline.Core.Linkage;

/// <summary>
/// Eight bits of each edit token of a UK postcode that a single edit would leave equal. Postcodes one edit apart always have equal
/// bytes at the places compared here; of the others about seven in eight are told apart without a look at their tokens.
/// </summary>
internal static class PostcodePrint
{
    private const ulong Ones = 0x0101010101010101, Tops = 0x8080808080808080;
    private const int Shortest = 5, Longest = 7;

    public static ulong[] Of(ValueTable postcodes)
    {
        var prints = new ulong[postcodes.Count];
        for (var v = 0; v < prints.Length; v++)
            prints[v] = Of(postcodes.Edits(v));
        return prints;
    }

    /// <summary>False when the two are certainly more than one edit apart. A print of 0 cannot tell.</summary>
    public static bool MayBeOneEdit(ulong a, ulong b)
    {
        if (a == 0 || b == 0)
            return true;
        // The same place left out: a substitution. Neighbouring places: an exchange. The whole of one, a deletion of the other: one longer.
        var found = EqualBytes(a, b) | EqualBytes(a << 8, b) | EqualBytes(a, b << 8) | EqualBytes(a, (b >> 56) * Ones) | EqualBytes((a >> 56) * Ones, b);
        return found != 0;
    }

    private static ulong EqualBytes(ulong a, ulong b)
    {
        var differences = a ^ b;
        return (differences - Ones) & ~differences & Tops;
    }

    /// <summary>Bytes 0 to 6: one character left out. Byte 7: the whole.</summary>
    private static ulong Of(ReadOnlySpan<ulong> edits)
    {
        var length = edits.Length / 2;
        if (length is < Shortest or > Longest)
            return 0;
        var print = edits[0] & 0xFF00000000000000;
        for (var i = 0; i < length; i++)
            print |= (edits[1 + i] >> 56) << (8 * i);
        return print == 0 ? 1 : print;
    }
}
