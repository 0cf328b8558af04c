using System.Globalization;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Rendering;
using TfPipeline.Reports.Rendering;
using TfPipeline.TestKit;

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
    public async Task A_number_that_a_component_prints_itself_is_in_the_invariant_culture()
        => Assert.Equal("<p title=\"1.5\">-2.5</p>", PageText.Of(await UnderAsync("de-DE", () => new PageRenderer().RenderAsync<NumberPage>(1.5))));

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

    private sealed class NumberPage : ComponentBase
    {
        [Parameter] public double Model { get; set; }

        protected override void BuildRenderTree(RenderTreeBuilder builder)
        {
            builder.OpenElement(0, "p");
            builder.AddAttribute(1, "title", (object)Model);
            builder.AddContent(2, (object)(-Model - 1));
            builder.CloseElement();
        }
    }
}
