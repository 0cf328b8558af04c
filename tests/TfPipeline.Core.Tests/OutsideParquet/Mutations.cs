namespace TfPipeline.Core.Tests.OutsideParquet;

/// <summary>Breaks bytes in the ways that files break, and in those an attacker would try. The seed decides everything.</summary>
internal static class Mutations
{
    private static readonly byte[][] Extremes =
    [
        [0xFF, 0xFF, 0xFF, 0xFF, 0x0F], [0xFE, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0x01],
        [0xFF, 0xFF, 0xFF, 0x7F], [0, 0, 0, 0x80], [0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80], [0], [0xFF], [1],
    ];

    /// <summary>A broken copy; changes lie at or after the first byte given, and before the last.</summary>
    public static byte[] Apply(byte[] original, Random random, int first, int last)
    {
        var bytes = original.ToList();
        var changes = 1 + random.Next(random.Next(2) == 0 ? 2 : 12);
        for (var i = 0; i < changes && last - first > 1; i++)
        {
            var at = first + random.Next(Math.Min(last, bytes.Count) - first);
            Change(bytes, random, at, Math.Min(last, bytes.Count) - at);
        }

        return [.. bytes];
    }

    /// <summary>A broken copy of any shape: also shorter, longer, or with its footer's length changed.</summary>
    public static byte[] ApplyAnywhere(byte[] original, Random random)
    {
        // Footer and headers are small and decide most; half of the changes go there.
        var first = random.Next(2) == 0 ? 0 : original.Length - Math.Min(original.Length, 2500);
        var broken = Apply(original, random, first, original.Length);
        return random.Next(10) switch
        {
            0 => broken[..random.Next(broken.Length)],
            1 => [.. broken[..random.Next(broken.Length)], .. broken[^Math.Min(broken.Length, 2500)..]],
            2 => [.. broken, .. broken[random.Next(broken.Length)..]],
            _ => broken,
        };
    }

    private static void Change(List<byte> bytes, Random random, int at, int room)
    {
        switch (random.Next(4))
        {
            case 0:
                bytes[at] ^= (byte)(1 << random.Next(8));
                break;
            case 1:
                bytes[at] = (byte)random.Next(256);
                break;
            case 2:
                var extreme = Extremes[random.Next(Extremes.Length)];
                for (var i = 0; i < Math.Min(extreme.Length, room); i++)
                    bytes[at + i] = extreme[i];
                break;
            default:
                var from = random.Next(bytes.Count);
                for (var i = 0; i < Math.Min(random.Next(40), Math.Min(room, bytes.Count - from)); i++)
                    bytes[at + i] = bytes[from + i];
                break;
        }
    }
}
