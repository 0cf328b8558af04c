using TfPipeline.EndToEnd.Tests.Tools;

namespace TfPipeline.EndToEnd.Tests;

/// <summary>What a run leaves for those who run the linkage.</summary>
[Trait("tier", "e2e")]
public sealed class LinkageReportTests
{
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
            foreach (var part in new[] { "Synthetic data", "by council", "by age band", "by sex", "programme", "What blocking cost" })
                Assert.Contains(part, page, StringComparison.Ordinal);
        }
    }
}
