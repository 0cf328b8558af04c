namespace TfPipeline.Core.Tests.OutsideParquet;

/// <summary>Every type, encoding and codec that three other programs can write is read, value by value, or refused.</summary>
[Trait("tier", "integration")]
[Collection(OtherWritersGroup.Name)]
public sealed class OtherWritersTests(OtherWriters others)
{
    [Fact]
    public void Reads_what_DuckDB_the_Rust_crate_and_hyparquet_write()
    {
        var columns = 0;
        foreach (var sample in others.Samples.List())
        {
            var (right, refused) = others.Samples.Compare(sample);
            columns += right;
            Assert.Equal(KnownRefusals.Of(sample.File), refused);
        }

        Assert.True(columns > 1400, $"only {columns} columns were compared");
    }
}
