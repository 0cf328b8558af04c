namespace TfPipeline.Core.Tests.ParquetStandin;

/// <summary>Every type, encoding and codec that three other programs can write is read, value by value.</summary>
[Trait("tier", "integration")]
[Collection(OtherWritersGroup.Name)]
public sealed class OtherWritersTests(OtherWriters others)
{
    [Fact]
    public async Task Reads_what_DuckDB_the_Rust_crate_and_hyparquet_write()
    {
        var columns = 0;
        foreach (var sample in others.Samples.List())
            columns += await others.Samples.CompareAsync(sample);

        Assert.True(columns > 1000, $"only {columns} columns were compared");
    }
}
