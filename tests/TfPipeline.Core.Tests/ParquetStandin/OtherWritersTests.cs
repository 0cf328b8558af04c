using TfPipeline.Core.Tests.ParquetContract;
using TfPipeline.TestTools;

namespace TfPipeline.Core.Tests.ParquetStandin;

/// <summary>Every type, encoding and codec that three other programs can write is read, value by value.</summary>
[Trait("tier", "integration")]
public sealed class OtherWritersTests
{
    [Fact]
    public async Task Reads_what_DuckDB_the_Rust_crate_and_hyparquet_write()
    {
        using var folder = new TemporaryFolder();
        await NodeTools.RunAsync("parquet-samples.mjs", folder.Path);
        var samples = new SampleFiles(folder.Path);

        var columns = 0;
        foreach (var sample in samples.List())
            columns += await samples.CompareAsync(sample);

        Assert.True(columns > 1000, $"only {columns} columns were compared");
    }
}
