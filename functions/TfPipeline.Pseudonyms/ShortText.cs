namespace TfPipeline.Pseudonyms;

/// <summary>One to eight characters of one byte each as a whole number, the first in its lowest byte, so that edits are arithmetic.</summary>
/// <param name="Bytes">The characters; 0 behind the last.</param>
/// <param name="Length">How many there are.</param>
internal readonly record struct ShortText(ulong Bytes, int Length)
{
    /// <summary>Most characters.</summary>
    public const int Longest = 8;

    public static ShortText Of(ReadOnlySpan<char> text)
    {
        var bytes = 0UL;
        for (var i = 0; i < text.Length; i++)
            bytes |= (ulong)(byte)text[i] << (8 * i);
        return new ShortText(bytes, text.Length);
    }

    /// <summary>Its first characters.</summary>
    public ShortText First(int length) => new(Bytes & (ulong.MaxValue >> (64 - (8 * length))), length);

    /// <summary>The text without one character.</summary>
    public ShortText Without(int at)
    {
        var before = (1UL << (8 * at)) - 1;
        return new ShortText((Bytes & before) | ((Bytes >> 8) & ~before), Length - 1);
    }

    /// <summary>The text with a character and the next one exchanged.</summary>
    public ShortText Exchanged(int at)
    {
        var difference = ((Bytes >> (8 * at)) ^ (Bytes >> (8 * (at + 1)))) & 0xFF;
        return this with { Bytes = Bytes ^ ((difference | (difference << 8)) << (8 * at)) };
    }

    /// <summary>The text with another character in one place.</summary>
    public ShortText With(int at, char other) => this with { Bytes = (Bytes & ~(0xFFUL << (8 * at))) | ((ulong)(byte)other << (8 * at)) };
}
