namespace TfPipeline.Core.Tests.OutsideParquet;

/// <summary>Columns of the sample files that cannot be read. A column that can be read again, or one more that cannot, fails the tests that use this.</summary>
internal static class KnownRefusals
{
    /// <summary>DuckDB packs the differences of unsigned 32-bit numbers as if they had 64 bits, which the format does not allow.</summary>
    public static string[] Of(string file) => file.StartsWith("duckdb-", StringComparison.Ordinal) && file.Contains("-v2", StringComparison.Ordinal) ? ["uwide"] : [];
}
