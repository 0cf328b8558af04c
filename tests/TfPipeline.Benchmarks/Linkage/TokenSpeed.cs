using System.Diagnostics;
using System.Globalization;
using TfPipeline.Pseudonyms;

namespace TfPipeline.Benchmarks.Linkage;

/// <summary>Bulk CMAC on one core.</summary>
internal static class TokenSpeed
{
    public static int Run()
    {
        const int messages = 16_384;
        const int rounds = 1000;
        using var mac = new Cmac(new byte[32]);
        var text = new byte[messages * 10];
        new Random(1).NextBytes(text);
        int[] ends = [.. Enumerable.Range(1, messages).Select(i => i * 10)];
        var tokens = new ulong[messages];
        mac.ComputeTokens(text, ends, tokens);
        var before = Process.GetCurrentProcess().TotalProcessorTime;
        for (var r = 0; r < rounds; r++)
            mac.ComputeTokens(text, ends, tokens);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{messages * rounds / (Process.GetCurrentProcess().TotalProcessorTime - before).TotalSeconds / 1e6:0.0} million tokens a second of one core's time"));
        return 0;
    }
}
