using System.Text;

namespace TfPipeline.EndToEnd.Tests.Tools;

/// <summary>A byte pattern and what it would mean to find it.</summary>
internal sealed record CanaryPattern(byte[] Bytes, string Meaning, bool IgnoresCase);

/// <summary>
/// The marks that the canary run carries, in every form that a program could have put them into: UTF-8, UTF-16, base64, hexadecimal.
/// </summary>
internal static class CanaryMarks
{
    public const string Forename = "qxzvkwj";
    public const string Surname = "wqjvzxk";
    public const string FileName = "qxfilemark";
    public const string Folder = "qxfoldermark";
    public const string Header = "qxheadmark";
    public const string Value = "qxvaluemark";

    /// <summary>How synth begins a council's own references of people and families.</summary>
    public const string PersonId = "SYN-P0";

    /// <summary>See <see cref="PersonId"/>.</summary>
    public const string FamilyId = "SYN-F0";

    public static IReadOnlyList<CanaryPattern> Patterns { get; } =
        [.. new[] { Forename, Surname, FileName, Folder, Header, Value, PersonId, FamilyId }.SelectMany(Forms)];

    private static IEnumerable<CanaryPattern> Forms(string mark)
    {
        foreach (var encoding in new[] { Encoding.UTF8, Encoding.Unicode, Encoding.BigEndianUnicode })
            yield return new(Lower(encoding.GetBytes(mark)), $"{mark} in {encoding.WebName}", IgnoresCase: true);

        foreach (var variant in new[] { mark, mark.ToUpperInvariant(), mark.ToLowerInvariant() }.Distinct(StringComparer.Ordinal))
        {
            foreach (var encoding in new[] { Encoding.UTF8, Encoding.Unicode })
            {
                var bytes = encoding.GetBytes(variant);
                yield return new(Lower(Encoding.ASCII.GetBytes(Convert.ToHexString(bytes))), $"{mark} in hexadecimal", IgnoresCase: true);
                for (var before = 0; before < 3; before++)
                    yield return new(Base64Core(bytes, before), $"{mark} in base64", IgnoresCase: false);
            }
        }
    }

    /// <summary>The letters of base64 that depend on these bytes alone, when so many other bytes come before them.</summary>
    private static byte[] Base64Core(byte[] bytes, int before)
    {
        var text = Convert.ToBase64String([.. new byte[before], .. bytes]);
        var first = ((before * 8) + 5) / 6;
        var end = (before + bytes.Length) * 8 / 6;
        return Encoding.ASCII.GetBytes(text[first..end]);
    }

    public static byte[] Lower(ReadOnlySpan<byte> bytes)
    {
        var lower = bytes.ToArray();
        for (var i = 0; i < lower.Length; i++)
        {
            if (lower[i] is >= (byte)'A' and <= (byte)'Z')
                lower[i] |= 0x20;
        }

        return lower;
    }
}
