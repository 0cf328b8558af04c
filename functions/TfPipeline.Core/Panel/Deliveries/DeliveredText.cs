using System.Globalization;

namespace TfPipeline.Core.Panel.Deliveries;

/// <summary>Text of a delivery without what nobody sees: outer blanks, control characters and invisible characters at either end.</summary>
internal static class DeliveredText
{
    /// <summary>Null where nothing is left. The same object comes back where nothing is to be taken off.</summary>
    public static string? Clean(string? text)
    {
        if (text is null)
            return null;
        var (from, until) = (0, text.Length);
        while (from < until && IsUnseen(text[from]))
            from++;
        while (until > from && IsUnseen(text[until - 1]))
            until--;
        return from == until ? null : until - from == text.Length ? text : text[from..until];
    }

    /// <summary>Cleans in place. Equal neighbours that were one object stay one, as later steps count on.</summary>
    public static void Clean(Span<string?> texts)
    {
        var (last, cleaned) = ((string?)null, (string?)null);
        foreach (ref var text in texts)
        {
            if (!ReferenceEquals(text, last))
                (last, cleaned) = (text, Clean(text));
            text = cleaned;
        }
    }

    private static bool IsUnseen(char c) => c is not (> ' ' and < '\u007f') && (char.IsWhiteSpace(c) || char.IsControl(c) || char.GetUnicodeCategory(c) == UnicodeCategory.Format);
}
