namespace TfPipeline.Cli.Synthetic;

/// <summary>Record ids that say nothing: a reversible scramble of a running number, so that none repeats.</summary>
internal static class RecordIds
{
    public static string Make(ulong seed, string department, uint number)
    {
        var rng = Rng.For(seed, department + "/record");
        uint left = number >> 16, right = number & 0xFFFF;
        for (var round = 0; round < 4; round++)
        {
            var key = Rng.For(rng.NextBits(), "round", right);
            (left, right) = (right, left ^ (uint)(key.NextBits() & 0xFFFF));
        }

        return string.Concat("SYN", ((left << 16) | right).ToString("x8", System.Globalization.CultureInfo.InvariantCulture));
    }
}
