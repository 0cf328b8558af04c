using System.Runtime.Intrinsics;
using TfPipeline.Pseudonyms;

namespace TfPipeline.Linkage;

/// <summary>
/// Signature of a date for pre-filtering: eight bits of each token of the date with two digits left out, and half of the tokens of the date and of
/// the date with day and month exchanged. Dates one slip or two digits apart always share part of it. Nine in ten other pairs of dates do not.
/// </summary>
internal readonly struct DateSignature
{
    private const uint Places = (1u << DateEdits.Pairs) - 1;

    private readonly Vector256<byte> _withoutTwo;
    private readonly uint _exact;
    private readonly uint _exchanged;

    private DateSignature(ValueTable dates, int value)
    {
        var pairs = DateEdits.WithoutTwo(dates.Edits(value));
        Span<byte> signature = stackalloc byte[Vector256<byte>.Count];
        signature.Clear();
        for (var k = 0; k < pairs.Length; k++)
            signature[k] = (byte)(pairs[k] >> 56);
        _withoutTwo = Vector256.Create<byte>(signature);
        _exact = (uint)dates.Token(value, DateToken.Exact);
        _exchanged = (uint)dates.Token(value, DateToken.Exchanged);
    }

    public static DateSignature Compute(ValueTable dates, int value) => new(dates, value);

    /// <summary>False when the two are certainly neither one slip nor two digits apart. Dates without edit tokens have equal prints, which say nothing.</summary>
    public static bool MayBeNear(in DateSignature a, in DateSignature b) => (Vector256.Equals(a._withoutTwo, b._withoutTwo).ExtractMostSignificantBits() & Places) != 0;

    /// <summary>False when the first with day and month exchanged is certainly not the second.</summary>
    public static bool MayBeExchanged(in DateSignature a, in DateSignature b) => a._exchanged == b._exact;
}
