using System.Net;
using System.Text;

namespace TfPipeline.TestKit;

/// <summary>A page as text whose entities are resolved, so that tests compare what a reader sees.</summary>
internal static class PageText
{
    public static string Of(byte[] page) => WebUtility.HtmlDecode(Encoding.UTF8.GetString(page));
}
