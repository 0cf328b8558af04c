using System.Security.Cryptography;
using System.Text;

namespace TfPipeline.Reports.Layout;

/// <summary>The stylesheet and the script that pages carry, with the hashes by which the page's policy allows them and nothing else.</summary>
internal static class PageAssets
{
    public static string Style { get; } = Read("page.css");

    public static string SortScript { get; } = Read("sort.js");

    private static string StyleHash { get; } = HashOf(Style);

    private static string SortScriptHash { get; } = HashOf(SortScript);

    /// <summary>The content security policy: no request leaves the page.</summary>
    public static string Policy(bool withSorting)
        => $"default-src 'none'; style-src '{StyleHash}'" + (withSorting ? $"; script-src '{SortScriptHash}'" : "");

    private static string HashOf(string text) => "sha256-" + Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    private static string Read(string name)
    {
        using var stream = typeof(PageAssets).Assembly.GetManifestResourceStream(name)
            ?? throw new InvalidOperationException($"This build lacks {name}, a part of every page.");
        using var reader = new StreamReader(stream, Encoding.UTF8);
        return reader.ReadToEnd().ReplaceLineEndings("\n");
    }
}
