using System.Globalization;
using System.Text;
using TfPipeline.TestKit;

namespace TfPipeline.Intake.Tests;

[Trait("tier", "unit")]
public sealed class CultureTests
{
    [Theory]
    [InlineData("cy-GB")]
    [InlineData("tr-TR")]
    [InlineData("de-DE")]
    [InlineData("ar-SA")]
    public async Task A_receipt_is_the_same_under_every_culture(string culture)
    {
        var wanted = await ReceiptAsync();
        var before = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo(culture);
            Assert.Equal(wanted, await ReceiptAsync());
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    private static async Task<string> ReceiptAsync()
    {
        var file = Checked.File(RepositoryFiles.Read("tests", "data", "invalid", "every-row-rule.csv"), new IntakeOptions());
        var receipt = ReceiptMaker.From(file.Result, CouncilCsv.Gss, "2018-03-31", null, 1000);
        return Encoding.UTF8.GetString(ReceiptJson.Write(receipt)) + Encoding.UTF8.GetString(await ReceiptHtml.WriteAsync(receipt, null));
    }
}
