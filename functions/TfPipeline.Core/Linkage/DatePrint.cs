using System.Runtime.Intrinsics;
using TfPipeline.Core.Pseudonyms;

namespace TfPipeline.Core.Linkage;

/// <summary>
/// Eight bits of each token of a date with two digits left out, and half of the tokens of the date and of the date with day and month exchanged. Dates
/// a slip or two digits apart always share some of it; of the others nine in ten are told apart without a look at their tokens.
/// </summary>
internal readonly struct DatePrint
{
    private const uint Places = (1u << DateEdits.Pairs) - 1;

    private readonly Vector256<byte> _withoutTwo;
    private readonly uint _exact;
    private readonly uint _exchanged;

    private DatePrint(ValueTable dates, int value)
    {
        var pairs = DateEdits.WithoutTwo(dates.Edits(value));
        Span<byte> print = stackalloc byte[Vector256<byte>.Count];
        print.Clear();
        for (var k = 0; k < pairs.Length; k++)
            print[k] = (byte)(pairs[k] >> 56);
        _withoutTwo = Vector256.Create<byte>(print);
        _exact = (uint)dates.Token(value, DateToken.Exact);
        _exchanged = (uint)dates.Token(value, DateToken.Exchanged);
    }

    public static DatePrint Of(ValueTable dates, int value) => new(dates, value);

    /// <summary>False when the two are certainly neither one slip nor two digits apart. Dates without edit tokens have equal prints, which say nothing.</summary>
    public static bool MayBeNear(in DatePrint a, in DatePrint b) => (Vector256.Equals(a._withoutTwo, b._withoutTwo).ExtractMostSignificantBits() & Places) != 0;

    /// <summary>False when the first with day and month exchanged is certainly not the second.</summary>
    public static bool MayBeExchanged(in DatePrint a, in DatePrint b) => a._exchanged == b._exact;
}
