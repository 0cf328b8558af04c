using System.Globalization;

namespace TfPipeline.Synthetic;

/// <summary>Record ids that say nothing: a reversible scramble (Feistel, four rounds) of a running number, so that none repeats.</summary>
internal sealed class RecordIds
{
    private readonly ulong[] _rounds = new ulong[4];

    public RecordIds(ulong seed, string department)
    {
        var rng = Rng.For(seed, department + "/record");
        for (var i = 0; i < _rounds.Length; i++)
            _rounds[i] = rng.NextBits();
    }

    /// <summary>The number that an id is written from; ids are in the order of these numbers.</summary>
    public uint Scramble(uint number)
    {
        uint left = number >> 16, right = number & 0xFFFF;
        foreach (var key in _rounds)
        {
            var round = Rng.For(key, "", right);
            (left, right) = (right, left ^ (uint)(round.NextBits() & 0xFFFF));
        }

        return (left << 16) | right;
    }

    /// <summary>The id of a scrambled number.</summary>
    public static string Text(uint scrambled) =>
        string.Create(11, scrambled, static (text, value) =>
        {
            "SYN".CopyTo(text);
            value.TryFormat(text[3..], out _, "x8", CultureInfo.InvariantCulture);
        });
}
