using TfPipeline.Pseudonyms;

namespace TfPipeline.TestData;

/// <summary>Keys that are for tests only.</summary>
internal static class TestKeys
{
    public static KeyRing Ring(byte fill = 7)
    {
        var secret = new byte[RootKey.Size];
        Array.Fill(secret, fill);
        using var root = new RootKey(secret, "test-" + fill.ToString(System.Globalization.CultureInfo.InvariantCulture));
        return new KeyRing(root);
    }
}
