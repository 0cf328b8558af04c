using System.Globalization;

namespace TfPipeline.Reports.Tests;

[Trait("tier", "unit")]
public sealed class CultureTests
{
    [Theory]
    [InlineData("de-DE")]
    [InlineData("tr-TR")]
    [InlineData("cy-GB")]
    [InlineData("ar-SA")]
    public async Task Every_page_has_the_same_bytes_under_every_culture(string culture)
    {
        var pages = new PageRenderer();
        foreach (var (name, render) in SamplePages.All(pages))
            Assert.Equal((name, Convert.ToHexString(await UnderAsync("en-GB", render))), (name, Convert.ToHexString(await UnderAsync(culture, render))));
    }

    [Fact]
    public async Task Rendering_leaves_the_callers_culture_alone()
    {
        var after = await UnderAsync("de-DE", async () =>
        {
            await new PageRenderer().RenderAsync(SampleReceipt.Make());
            return CultureInfo.CurrentCulture.Name;
        });
        Assert.Equal("de-DE", after);
    }

    // The culture set in an asynchronous method ends with it.
    private static async Task<T> UnderAsync<T>(string culture, Func<Task<T>> run)
    {
        CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo(culture);
        CultureInfo.CurrentUICulture = CultureInfo.CurrentCulture;
        return await run();
    }
}
