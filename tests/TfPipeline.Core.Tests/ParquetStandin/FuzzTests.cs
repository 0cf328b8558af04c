using System.Diagnostics;
using Parquet;
using TfPipeline.Core.Tests.ParquetContract;

namespace TfPipeline.Core.Tests.ParquetStandin;

/// <summary>
/// Broken files end in values or in a ParquetException: never in another exception, a loop, a large allocation or,
/// where pages carry checksums, a wrong value. 5,000 files here; 100,000 with TFP_FULL=1.
/// </summary>
[Trait("tier", "property")]
public sealed class FuzzTests
{
    private const int RowLimit = 100_000;
    private const long AllocationLimit = 128L << 20;

    private static readonly int Runs = Environment.GetEnvironmentVariable("TFP_FULL") == "1" ? 100_000 : 5_000;
    private static readonly TimeSpan TimeLimit = TimeSpan.FromSeconds(5);

    [Fact]
    public async Task A_broken_file_of_any_writer_ends_in_values_or_in_a_refusal()
    {
        var originals = KeptFilesTests.Paths().Select(File.ReadAllBytes).Append(await OwnFileAsync()).ToArray();
        var refused = 0;
        for (var seed = 0; seed < Runs; seed++)
        {
            var random = new Random(seed);
            var broken = Mutations.ApplyAnywhere(originals[seed % originals.Length], random);
            refused += await ReadAsync(broken, seed) is null ? 1 : 0;
        }

        Assert.InRange(refused, Runs / 4, Runs);
    }

    [Fact]
    public async Task A_broken_page_of_our_own_never_gives_a_wrong_value()
    {
        var original = await OwnFileAsync();
        var expected = await ReadAsync(original, seed: -1);
        var pagesEnd = original.Length - 8 - BitConverter.ToInt32(original, original.Length - 8);
        for (var seed = 0; seed < Runs / 5; seed++)
        {
            var broken = Mutations.Apply(original, new Random(seed), 4, pagesEnd);
            if (await ReadAsync(broken, seed) is { } values)
                Assert.True(expected!.SequenceEqual(values, StringComparer.Ordinal), $"seed {seed} gave other values");
        }
    }

    /// <summary>All values of a file as text, or null when it is refused.</summary>
    private static async Task<List<string?>?> ReadAsync(byte[] bytes, int seed)
    {
        var clock = Stopwatch.StartNew();
        var allocated = GC.GetAllocatedBytesForCurrentThread();
        var values = new List<string?>();
        try
        {
            using var stream = new MemoryStream(bytes);
            await using var reader = await ParquetReader.CreateAsync(stream, OneColumn.Options);
            for (var g = 0; g < reader.RowGroupCount; g++)
            {
                // The caller's buffer is the caller's choice: a caller that expects few rows stops here.
                using var group = reader.OpenRowGroupReader(g);
                if (group.RowCount > RowLimit)
                    return null;
                foreach (var field in reader.Schema.DataFields)
                {
                    values.AddRange(await ColumnText.ReadAsync(group, field));
                    group.GetStatistics(field);
                }
            }

            return values;
        }
        catch (ParquetException)
        {
            return null;
        }
        catch (Exception wrong)
        {
            throw new InvalidOperationException($"seed {seed} ended in {wrong.GetType().Name}", wrong);
        }
        finally
        {
            Assert.True(clock.Elapsed < TimeLimit, $"seed {seed} took {clock.Elapsed}");
            Assert.True(GC.GetAllocatedBytesForCurrentThread() - allocated < AllocationLimit, $"seed {seed} took too much memory");
        }
    }

    private static async Task<byte[]> OwnFileAsync()
    {
        using var target = new MemoryStream();
        await using var source = File.OpenRead(KeptFilesTests.Paths()[0]);
        await FileCopy.CopyAsync(source, target, new ParquetOptions());
        return target.ToArray();
    }
}
