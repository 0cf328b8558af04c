using TfPipeline.Reports.DeliveryReceipts;
using TfPipeline.Reports.Rendering;
using TfPipeline.TestKit;

namespace TfPipeline.Reports.Tests;

[Trait("tier", "unit")]
public sealed class DeliveryReceiptPageTests
{
    [Fact]
    public async Task A_held_delivery_shows_what_departs_by_how_much_and_the_command()
    {
        var page = await PageAsync(SampleDelivery.Held());

        Assert.Contains("Delivery held: Offences", page, StringComparison.Ordinal);
        Assert.Contains("12.3 where 25.1 was to be expected (limits 18.6 to 33.9)", page, StringComparison.Ordinal);
        Assert.Contains("tfp accept-delivery offences 2020-01", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_accepted_delivery_shows_who_when_and_why_as_text()
    {
        var page = await PageAsync(SampleDelivery.Used());

        Assert.Contains("j.smith accepted on 2020-03-01", page, StringComparison.Ordinal);
        Assert.Contains("Two forces <left> the register.", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_delivery_without_findings_says_so()
        => Assert.Contains("nothing was found in it", await PageAsync(SampleDelivery.Used() with { Findings = [], Acceptance = null }), StringComparison.Ordinal);

    private static async Task<string> PageAsync(DeliveryReceiptModel model) => PageText.Of(await new PageRenderer().RenderAsync(model));
}
