using System.Globalization;
using TfPipeline.TestKit;

namespace TfPipeline.Intake.Tests;

/// <summary>Council files that are broken at random: each ends in a receipt that fits its rows, none in an exception.</summary>
internal static class Fuzzed
{
    /// <param name="what">What is broken, for the message.</param>
    /// <param name="seed">Seed of the first; each has the next.</param>
    /// <param name="count">How many.</param>
    /// <param name="make">Makes one.</param>
    public static async Task EndInReceiptsAsync(string what, int seed, int count, Func<Random, byte[]> make)
    {
        var verdicts = new Dictionary<bool, int> { [true] = 0, [false] = 0 };
        for (var i = 0; i < count; i++)
        {
            var bytes = make(new Random(seed + i));
            try
            {
                verdicts[await CheckAsync(bytes)]++;
            }
            catch (Exception e) when (e is not Xunit.Sdk.XunitException)
            {
                throw new InvalidOperationException(string.Create(CultureInfo.InvariantCulture, $"{what} {i} of seed {seed} met {e.GetType().Name}"), e);
            }
        }

        // A fuzzer that only ever sees one verdict tests one path.
        Assert.True(verdicts[true] > count / 20 && verdicts[false] > count / 20, $"{verdicts[true]} accepted, {verdicts[false]} refused");
    }

    private static async Task<bool> CheckAsync(byte[] bytes)
    {
        var rows = 0;
        using var stream = new MemoryStream(bytes, writable: false);
        var result = CouncilFileValidator.Validate(stream, new RowContext(CouncilCsv.Gss, Checked.Drop, new IntakeOptions { MaxErrorShare = 0.9 }), b => rows += b.Count);
        var receipt = ReceiptMaker.From(result, CouncilCsv.Gss, "2018-03-31", null, 50);
        Assert.NotEmpty(await ReceiptHtml.WriteAsync(receipt, null));
        Assert.Equal(receipt.Status, ReceiptJson.Read(ReceiptJson.Write(receipt)).Status);
        Assert.Equal(receipt.Rows.Read, receipt.Rows.Accepted + receipt.Rows.Refused);
        Assert.True(receipt.Status == ReceiptStatus.Accepted || receipt.Rules[0].Severity == Severity.File, "a refusal names what refused it");
        if (!result.IsAccepted)
            return false;
        Assert.Equal(rows, result.Counts.Accepted);
        Assert.True(result.Counts.Read > 0, "an accepted list has a row");
        return true;
    }
}
