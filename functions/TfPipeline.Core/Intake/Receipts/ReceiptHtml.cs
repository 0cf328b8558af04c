using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace TfPipeline.Core.Intake;

/// <summary>
/// A receipt as one self-contained page: no request leaves it, it works without script, with a keyboard alone, in light and dark.
/// Every text is encoded, although none comes from outside.
/// </summary>
public static class ReceiptHtml
{
    private static readonly string Style = Resource("receipt.css");
    private static readonly string Script = Resource("receipt.js");

    /// <summary>UTF-8 HTML; the same receipt gives the same bytes.</summary>
    /// <param name="receipt">What to show.</param>
    /// <param name="csvName">The name of the CSV beside the page, or null where there is none.</param>
    public static byte[] Write(Receipt receipt, string? csvName)
    {
        ArgumentNullException.ThrowIfNull(receipt);
        var page = new StringBuilder(16 * 1024);
        Head(page, receipt);
        page.Append("<main>\n");
        ReceiptSections.Verdict(page, receipt);
        ReceiptSections.ToDo(page, receipt);
        ReceiptSections.Counts(page, receipt);
        ReceiptSections.Bars(page, receipt);
        ReceiptSections.Findings(page, receipt, csvName);
        ReceiptSections.Facts(page, receipt);
        page.Append("</main>\n<script>").Append(Script).Append("</script>\n</body>\n</html>\n");
        return Encoding.UTF8.GetBytes(page.ToString());
    }

    private static void Head(StringBuilder page, Receipt receipt)
    {
        page.Append("<!DOCTYPE html>\n<html lang=\"en-GB\">\n<head>\n<meta charset=\"utf-8\">\n")
            .Append("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n")
            .Append(CultureInfo.InvariantCulture, $"<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src '{HashOf(Style)}'; script-src '{HashOf(Script)}'\">\n")
            .Append("<meta name=\"robots\" content=\"noindex\">\n")
            .Append(CultureInfo.InvariantCulture, $"<title>Receipt: {ReceiptSections.Word(receipt.Status)} ({receipt.Council})</title>\n")
            .Append("<style>").Append(Style).Append("</style>\n</head>\n<body>\n");
    }

    private static string HashOf(string text) => "sha256-" + Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    private static string Resource(string name)
    {
        using var stream = typeof(ReceiptHtml).Assembly.GetManifestResourceStream("TfPipeline.Core.Intake." + name)
            ?? throw new InvalidOperationException("A part of the receipt page is not in this build.");
        using var reader = new StreamReader(stream, Encoding.UTF8);
        return reader.ReadToEnd().ReplaceLineEndings("\n");
    }
}
