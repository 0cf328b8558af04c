using System.Globalization;

namespace TfPipeline.Core.Tests.Panel;

internal static class Day
{
    public static DateOnly Of(string text) => DateOnly.ParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture);

    public static DateOnly? OrNull(string? text) => text is null or "" ? null : Of(text);
}
