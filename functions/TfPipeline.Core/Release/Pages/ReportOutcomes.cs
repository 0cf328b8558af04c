using TfPipeline.Evaluation.Panels;
using TfPipeline.Reports.ReleaseReports;

namespace TfPipeline.Core.Release.Pages;

/// <summary>The outcomes of a release in the form in which its report shows them, department by department.</summary>
internal sealed class ReportOutcomes
{
    public ReportOutcomes(ReleaseFacts facts)
    {
        var coverage = facts.Departments.SelectMany(d => d.Coverage).GroupBy(c => c.Outcome, StringComparer.Ordinal).ToDictionary(g => g.Key, g => g.First(), StringComparer.Ordinal);
        All = [.. facts.Outcomes.GroupBy(o => o.Department, StringComparer.Ordinal).SelectMany(d => d.Select(o => (o, new OutcomeFacts(
            o.Code, o.Title, facts.DepartmentTitle(o.Department), o.Unit, o.AgeFrom, o.AgeTo, coverage.GetValueOrDefault(o.Code)?.From, coverage.GetValueOrDefault(o.Code)?.To))))];
        Events = [.. All.Where(o => o.Definition.Scale == OutcomeScale.Event)];
        Amounts = [.. All.Where(o => o.Definition.Scale == OutcomeScale.Amount)];
    }

    public IReadOnlyList<(OutcomeDefinition Definition, OutcomeFacts Facts)> All { get; }

    /// <summary>Those that happened or did not.</summary>
    public IReadOnlyList<(OutcomeDefinition Definition, OutcomeFacts Facts)> Events { get; }

    /// <summary>Those that are an amount.</summary>
    public IReadOnlyList<(OutcomeDefinition Definition, OutcomeFacts Facts)> Amounts { get; }
}
