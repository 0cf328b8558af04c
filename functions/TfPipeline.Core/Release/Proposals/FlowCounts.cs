using TfPipeline.Disclosure;
using TfPipeline.Evaluation.Panels;

namespace TfPipeline.Core.Release.Proposals;

/// <summary>
/// The flow from uploads to people, with what adds up in it. The departments' stages are left out: people by link standing are in tables of
/// their own. The last numbers are sets of people that the tables count as well, so they are shown or withheld together with those.
/// </summary>
internal static class FlowCounts
{
    private const string Everybody = "everybody";

    public static ProposedFlow Of(PanelData panel, string name)
    {
        var departments = panel.Info.Departments.Select(d => d.Code).ToHashSet(StringComparer.Ordinal);
        var programme = panel.People.IsProgramme.Count(p => p);
        return new ProposedFlow(name, [.. panel.Info.Flow.Where(f => !departments.Contains(f.Stage)).Select(f => new FlowStep(f.Stage, f.Reason, f.People, SetOf(f)))])
        {
            Sums =
            [
                new("rows_accepted", ["opt_out_rows", "rows_replaced_later", "people_known_to_councils"]),
                new("people_known_to_councils", ["withdrawn", "contaminated_comparison", "counted_elsewhere", "people"]),
                new("people", ["programme", "comparison"]),
                new("comparison", ["crossed_over"], AtMost: true),
            ],
        };

        // A number that differs from the panel's is another set.
        string? SetOf(FlowCount step) => step.Reason switch
        {
            "people" when step.People == panel.People.Count => Everybody,
            "programme" when step.People == programme => Set(Breakdown.Programme),
            "comparison" when step.People == panel.People.Count - programme => Set(Breakdown.Comparison),
            _ => null,
        };

        static string Set(string group) => new Breakdown.Cell(group, CountTable.All, CountTable.All).Everybody;
    }
}
