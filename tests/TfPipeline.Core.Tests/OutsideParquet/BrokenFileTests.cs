using System.Globalization;
using TfPipeline.Core.Tests.Children;

namespace TfPipeline.Core.Tests.OutsideParquet;

/// <summary>
/// Broken files end in values or in a refusal: never in a dead process, another exception, a loop or much memory. The library is native
/// code, so they are read in a process of their own. 300 files here; as many as TFP_FUZZ says, or 100,000 with TFP_FULL=1.
/// </summary>
[Trait("tier", "property")]
public sealed class BrokenFileTests
{
    private const int PerProcess = 2_000;
    private const long MemoryLimitKilobytes = 1_500_000;

    private static readonly int Files = TestKit.FuzzCount.Of(300);
    private static readonly TimeSpan LimitPerFile = TimeSpan.FromSeconds(1);

    [Fact]
    public async Task A_broken_file_ends_in_values_or_in_a_refusal()
    {
        var (refused, faults) = (0, new List<string>());
        for (var first = 0; first < Files;)
        {
            var count = Math.Min(PerProcess, Files - first);
            var (exit, output, error) = await Child.RunAsync(LimitPerFile * (count + 60), BrokenFiles.Command, Text(first), Text(count));
            var lines = output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
            refused += lines.Count(l => l.EndsWith("refused", StringComparison.Ordinal));
            if (exit == 0)
            {
                first += count;
                AssertMemory(lines[^1]);
                continue;
            }

            var seed = int.Parse(lines[^1].Split(' ')[0], CultureInfo.InvariantCulture);
            faults.Add($"seed {seed}: {(exit is null ? "did not end" : $"exit code {exit}")} {error[..Math.Min(error.Length, 600)]}");
            first = seed + 1;
        }

        Assert.True(faults.Count == 0, string.Join('\n', faults));
        Assert.InRange(refused, Files / 4, Files - 1);
    }

    private static void AssertMemory(string line)
    {
        var kilobytes = long.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)[^2], CultureInfo.InvariantCulture);
        Assert.True(kilobytes < MemoryLimitKilobytes, $"{kilobytes} kB were resident");
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
