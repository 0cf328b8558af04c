using TfPipeline.EndToEnd.Tests.Tools;

namespace TfPipeline.EndToEnd.Tests;

/// <summary>What a run leaves for those who run the linkage.</summary>
[Trait("tier", "e2e")]
public sealed class LinkageReportTests
{
    [Fact]
    public async Task A_release_states_expected_precision_and_recall_and_tests_the_groups()
    {
        var run = await BaseRun.GetAsync();
        var tables = Path.Combine(run.Released, "analytics", "analytics", BaseRun.Release, "tables");
        var quality = await DuckDb.QueryAsync($"SELECT expected_precision, expected_recall FROM {DuckDb.Quote(Path.Combine(tables, "linkage_quality.parquet"))} WHERE dimension = 'all' AND match_symbol IS NULL");
        Assert.NotEmpty(quality);
        Assert.All(quality, row => Assert.All(row.EnumerateObject(), figure => Assert.InRange(figure.Value.GetDouble(), 0.8, 1)));
        var differences = await DuckDb.QueryAsync($"SELECT DISTINCT figure FROM {DuckDb.Quote(Path.Combine(tables, "linkage_difference.parquet"))} ORDER BY 1");
        Assert.Equal(["expected_precision", "expected_recall", "match_rate"], differences.Select(row => row.GetProperty("figure").GetString()));
    }

    [Fact]
    public async Task A_run_leaves_a_report_per_department_in_the_audit_area_and_nowhere_else()
    {
        var run = await BaseRun.GetAsync();
        var departments = Directory.GetDirectories(Path.Combine(run.Synthetic, "extracts")).Select(Path.GetFileName).Order(StringComparer.Ordinal);
        var reports = Directory.GetFiles(run.Released, "*.html", SearchOption.AllDirectories).Where(f => f.Contains("linkage", StringComparison.Ordinal)).ToList();
        Assert.Equal(departments, reports.Select(f => Path.GetFileNameWithoutExtension(f)).Order(StringComparer.Ordinal));
        Assert.All(reports, f => Assert.StartsWith(Path.Combine("working", "audit", "linkage"), Path.GetRelativePath(run.Released, f), StringComparison.Ordinal));
        foreach (var report in reports)
        {
            var page = await File.ReadAllTextAsync(report);
            foreach (var part in new[] { "Synthetic data", "by council", "by age band", "by sex", "programme", "What blocking compared" })
                Assert.Contains(part, page, StringComparison.Ordinal);
        }
    }
}
