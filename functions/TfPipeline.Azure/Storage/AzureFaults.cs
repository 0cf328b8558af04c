using Azure;
using Azure.Identity;
using TfPipeline.Storage;

namespace TfPipeline.Azure.Storage;

/// <summary>Turns the library's exceptions, whose texts hold addresses and request headers, into named ones without them.</summary>
internal static class AzureFaults
{
    public static bool IsMissingContainer(RequestFailedException e) => Has(e, "ContainerNotFound");

    public static bool Has(RequestFailedException e, string code) => string.Equals(e.ErrorCode, code, StringComparison.Ordinal);

    public static async Task<T> NamedAsync<T>(PipelineContainer container, string action, Func<Task<T>> act)
    {
        try
        {
            return await act();
        }
        catch (Exception e) when (IsOurs(e))
        {
            throw Translate(container, action, e);
        }
    }

    private static bool IsOurs(Exception fault) => fault
        is RequestFailedException or AuthenticationFailedException or AggregateException or HttpRequestException
        or (IOException and not StorageFaultException and not BlobChangedException);

    private static StorageFaultException Translate(PipelineContainer container, string action, Exception fault) => fault switch
    {
        RequestFailedException { Status: not 0 } e
            => new(container, action, $"status {e.Status}, {Code(e)}", isTransient: e.Status is 408 or 429 or >= 500, isRefused: e.Status == 403),
        AuthenticationFailedException => new(container, action, "no Azure identity could sign in", isTransient: false),
        _ => new(container, action, "no answer from the service"),
    };

    /// <summary>The service's error codes are single words; anything else is not one.</summary>
    private static string Code(RequestFailedException e)
        => e.ErrorCode is { Length: > 0 and <= 64 } code && code.All(char.IsAsciiLetterOrDigit) ? code : "no error code";
}
