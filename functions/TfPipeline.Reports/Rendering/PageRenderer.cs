using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.Extensions.Logging.Abstractions;
using TfPipeline.Reports.CouncilSummaries;
using TfPipeline.Reports.DeliveryReceipts;
using TfPipeline.Reports.LinkageReports;
using TfPipeline.Reports.Receipts;
using TfPipeline.Reports.ReleaseReports;

namespace TfPipeline.Reports.Rendering;

/// <summary>
/// Makes a page from its input record: UTF-8 without a mark, lines ending in a line feed. The same input gives the same bytes on every
/// system, whatever the culture of the caller, because pages read nothing else: no service, no clock, no file.
/// </summary>
public sealed class PageRenderer
{
    private readonly NoServices _services = new();

    /// <summary>The page of a receipt.</summary>
    public Task<byte[]> RenderAsync(ReceiptModel receipt) => RenderAsync<ReceiptPage>(receipt);

    /// <summary>The page of a delivery's receipt.</summary>
    public Task<byte[]> RenderAsync(DeliveryReceiptModel receipt) => RenderAsync<DeliveryReceiptPage>(receipt);

    /// <summary>The page of a linkage report.</summary>
    public Task<byte[]> RenderAsync(LinkageReportModel report) => RenderAsync<LinkageReportPage>(report);

    /// <summary>The national report of a release.</summary>
    public Task<byte[]> RenderAsync(ReleaseReportModel report) => RenderAsync<ReleaseReportPage>(report);

    /// <summary>A council's summary.</summary>
    public Task<byte[]> RenderAsync(CouncilSummaryModel summary) => RenderAsync<CouncilSummaryPage>(summary);

    // A renderer keeps the components of everything it ever rendered, so each page has one of its own.
    internal async Task<byte[]> RenderAsync<TPage>(object model)
        where TPage : IComponent
    {
        ArgumentNullException.ThrowIfNull(model);
        await using var renderer = new HtmlRenderer(_services, NullLoggerFactory.Instance);
        return await renderer.Dispatcher.InvokeAsync(async () =>
        {
            // Razor prints a number in an attribute under the current culture. This holds for the rendering only: it ends with this method.
            CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
            var page = await renderer.RenderComponentAsync<TPage>(ParameterView.FromDictionary(new Dictionary<string, object?>(StringComparer.Ordinal) { ["Model"] = model }));
            var bytes = new MemoryStream();
            await using (var writer = new StreamWriter(bytes, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), leaveOpen: true))
                page.WriteHtmlTo(writer);
            return bytes.ToArray();
        });
    }

    /// <summary>Pages take what they show from their input only.</summary>
    private sealed class NoServices : IServiceProvider
    {
        public object? GetService(Type serviceType) => null;
    }
}
