namespace TfPipeline.Pseudonyms;

/// <summary>What became of each name as sources write it. Nearly all have ten simple characters at most and are known by one number, exactly.</summary>
internal sealed class RawNames
{
    private const int LongestPacked = 10, BitsPerCharacter = 6;
    private const string Simple = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz '-";

    private static readonly byte[] Codes = MakeCodes();

    private readonly TokenDictionary _packed = new();
    private readonly List<int> _values = [];
    private readonly Dictionary<string, int>.AlternateLookup<ReadOnlySpan<char>> _others =
        new Dictionary<string, int>(StringComparer.Ordinal).GetAlternateLookup<ReadOnlySpan<char>>();

    public bool TryGet(ReadOnlySpan<char> raw, out int value)
    {
        if (Packed(raw) is not (> 0 and var packed))
            return _others.TryGetValue(raw, out value);
        var number = _packed.Find(packed);
        value = number > 0 ? _values[number - 1] : 0;
        return number > 0;
    }

    /// <summary>Adds a name that is not there.</summary>
    public void Add(ReadOnlySpan<char> raw, int value)
    {
        if (Packed(raw) is > 0 and var packed)
        {
            _packed.Add(packed);
            _values.Add(value);
        }
        else
        {
            _others.Dictionary.Add(raw.ToString(), value);
        }
    }

    /// <summary>A number that no other name has, mixed as <see cref="TokenDictionary"/> asks by steps that can be undone; 0 where the name is too long or not simple.</summary>
    private static ulong Packed(ReadOnlySpan<char> raw)
    {
        if (raw.Length > LongestPacked)
            return 0;
        var packed = 0UL;
        foreach (var c in raw)
        {
            if (c >= Codes.Length || Codes[c] == 0)
                return 0;
            packed = (packed << BitsPerCharacter) | Codes[c];
        }

        return TokenDictionary.Mixed(packed);
    }

    private static byte[] MakeCodes()
    {
        var codes = new byte[128];
        for (var k = 0; k < Simple.Length; k++)
            codes[Simple[k]] = (byte)(k + 1);
        return codes;
    }
}
