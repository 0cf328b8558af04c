using TfPipeline.Core.Panel.Deliveries;
using TfPipeline.Core.Panel.Files;
using TfPipeline.Evaluation.Panels;
using TfPipeline.Pseudonyms;
using TfPipeline.Storage;

namespace TfPipeline.Core.Panel.Building;

/// <summary>
/// Builds a panel: one value per person, outcome and window by the contracts' rules. Memory is proportional to the cohort; the
/// deliveries are streamed.
/// </summary>
public static class PanelBuilder
{
    /// <summary>Builds the whole panel in memory.</summary>
    /// <param name="extracts">The area with the deliveries.</param>
    /// <param name="runId">The run that it is for.</param>
    /// <param name="cohort">The frozen cohort.</param>
    /// <param name="sources">Checked deliveries with their links; the panel has them in ordinal order of department codes.</param>
    /// <param name="cancellationToken">Stops between row groups.</param>
    /// <exception cref="DeliveryException">A file cannot be read; reading again would not help.</exception>
    public static async Task<PanelData> BuildAsync(
        IBlobArea extracts, string runId, PanelCohort cohort, IReadOnlyCollection<PanelSource> sources, CancellationToken cancellationToken = default)
    {
        var days = new WindowDays(cohort.IndexDate);
        var parts = new List<DepartmentPanel>();
        foreach (var source in sources.OrderBy(s => s.Delivery.Department, StringComparer.Ordinal))
            parts.Add(await new DepartmentPanelBuilder(extracts, cohort, days, source).BuildAsync(cancellationToken));
        return new PanelData(People(cohort, parts), [.. parts.SelectMany(p => p.Outcomes)], Info(runId, cohort, parts)) { LinkSets = LinkSets(parts) };
    }

    /// <summary>The same, written department by department: never more than one department's links and outcomes are in memory.</summary>
    /// <param name="extracts">The area with the deliveries.</param>
    /// <param name="panel">The area that the panel is written to; its <c>panel.json</c> last, so that a half-written panel is never read.</param>
    /// <param name="runId">The run that it is for.</param>
    /// <param name="cohort">The frozen cohort.</param>
    /// <param name="deliveries">The checked deliveries, one per department.</param>
    /// <param name="open">Gets a delivery's part when its turn comes.</param>
    /// <param name="attempts">Counts how often reading a delivery ended the process; null counts nothing.</param>
    /// <param name="cancellationToken">Stops between row groups.</param>
    /// <exception cref="DeliveryException">A file cannot be read; reading again would not help.</exception>
    public static async Task<PanelInfo> WriteAsync(
        IBlobArea extracts, IBlobArea panel, string runId, PanelCohort cohort, IReadOnlyCollection<Delivery> deliveries,
        Func<Delivery, CancellationToken, Task<PanelSource>> open, DeliveryAttempts? attempts = null, CancellationToken cancellationToken = default)
    {
        var days = new WindowDays(cohort.IndexDate);
        var writer = new PanelWriter(panel, runId, deliveries.Any(d => d.Manifest.Synthetic));
        var parts = new List<DepartmentPanel>();
        foreach (var delivery in deliveries.OrderBy(d => d.Department, StringComparer.Ordinal))
        {
            var builder = new DepartmentPanelBuilder(extracts, cohort, days, await open(delivery, cancellationToken));
            var part = await (attempts?.CountAsync(delivery.Department, "panel", () => builder.BuildAsync(cancellationToken), cancellationToken) ?? builder.BuildAsync(cancellationToken));
            foreach (var outcome in part.Outcomes)
                await writer.WriteOutcomeAsync(outcome, cancellationToken);
            await writer.WriteLinkSetsAsync(part.Info.Code, part.LinkSets, cancellationToken);
            parts.Add(part with { Outcomes = [] });
        }

        var info = Info(runId, cohort, parts);
        await writer.FinishAsync(People(cohort, parts), info, cancellationToken);
        return info;
    }

    /// <summary>The month after the index date (1, 2, …) that holds a day; null for none, or a day before the index date.</summary>
    public static int? MonthOf(DateOnly index, DateOnly? day)
    {
        if (day is not { } date || date < index)
            return null;
        var months = ((date.Year - index.Year) * 12) + date.Month - index.Month;
        // The estimate is right or one too many, according to the day of the month as clamped.
        return index.AddMonths(months) <= date ? months + 1 : months;
    }

    private static LinkSetPanel[] LinkSets(List<DepartmentPanel> parts) =>
    [
        .. parts.SelectMany(p => p.LinkSets).GroupBy(s => s.Set, StringComparer.Ordinal).OrderBy(g => g.Key, StringComparer.Ordinal)
            .Select(g => new LinkSetPanel(g.Key, [.. g.Select(s => s.Changes).Where(c => c.Person.Length > 0)])),
    ];

    private static PeopleTable People(PanelCohort cohort, List<DepartmentPanel> parts) => new()
    {
        Family = cohort.Family,
        Council = Array.ConvertAll(cohort.Gss, string.Intern),
        IsProgramme = cohort.IsProgramme,
        Sex = cohort.Sex,
        AgeAtIndex = [.. cohort.DateOfBirth.Zip(cohort.IndexDate, Ages.On)],
        IndexMonth = Array.ConvertAll(cohort.IndexDate, d => new DateOnly(d.Year, d.Month, 1)),
        CrossoverMonth = [.. cohort.IndexDate.Zip(cohort.CrossoverDate, MonthOf)],
        CrimeAsb = cohort.Flags[0],
        SchoolAttendance = cohort.Flags[1],
        ChildrenNeedHelp = cohort.Flags[2],
        WorklessnessFinance = cohort.Flags[3],
        DomesticAbuse = cohort.Flags[4],
        Health = cohort.Flags[5],
        HasUpn = cohort.HasUpn,
        HasNino = cohort.HasNino,
        PersonRef = cohort.PersonRef,
        FamilyRef = cohort.FamilyRef,
        LedgerRef = cohort.LedgerRef,
        Links = [.. parts.Select(p => p.Links)],
    };

    private static PanelInfo Info(string runId, PanelCohort cohort, List<DepartmentPanel> parts) => new()
    {
        RunId = runId,
        Synthetic = parts.Exists(p => p.Info.Synthetic),
        KeyVersion = cohort.KeyVersion,
        References = ReferenceScheme.Current,
        People = cohort.Count,
        Families = cohort.Family.Distinct().Count(),
        Outcomes = [.. parts.SelectMany(p => p.Definitions)],
        Departments = [.. parts.Select(p => p.Info)],
        LinkSets = [.. LinkSets(parts).Select(s => s.Name)],
        Flow = [.. cohort.Flow, .. parts.SelectMany(Flow)],
    };

    private static IEnumerable<FlowCount> Flow(DepartmentPanel part) =>
    [
        new(part.Info.Code, "linked", part.Info.Links.Match),
        new(part.Info.Code, "possibly_linked", part.Info.Links.Possible),
        new(part.Info.Code, "ambiguous", part.Info.Links.Ambiguous),
        new(part.Info.Code, "not_linked", part.Info.Links.None),
    ];
}
