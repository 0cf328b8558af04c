using System.Runtime.Intrinsics;
using TfPipeline.Core.Pseudonyms;

namespace TfPipeline.Core.Linkage;

/// <summary>
/// Eight bits of each token of a date with two digits left out. Dates one slip or two digits apart always share one; of the others nine in
/// ten are told apart without a look at their tokens.
/// </summary>
internal static class DatePrint
{
    private const uint Tokens = (1u << DateEdits.Pairs) - 1;

    public static Vector256<byte> Of(ValueTable dates, int value)
    {
        var pairs = DateEdits.WithoutTwo(dates.Edits(value));
        Span<byte> print = stackalloc byte[Vector256<byte>.Count];
        print.Clear();
        for (var k = 0; k < pairs.Length; k++)
            print[k] = (byte)(pairs[k] >> 56);
        return Vector256.Create<byte>(print);
    }

    /// <summary>False when the two are certainly neither one slip nor two digits apart. Dates without edit tokens have equal prints, which say nothing.</summary>
    public static bool MayBeNear(in Vector256<byte> a, in Vector256<byte> b) => (Vector256.Equals(a, b).ExtractMostSignificantBits() & Tokens) != 0;
}
