using TfPipeline.Core.Panel.Building;
using TfPipeline.Evaluation.Panels;
using TfPipeline.Identifiers;
using TfPipeline.Linkage;
using TfPipeline.Storage;
using TfPipeline.TestData;

namespace TfPipeline.Core.Tests.Panel;

/// <summary>A cohort of a few people, each with the record "card-{number}" unless said otherwise.</summary>
internal static class TinyCohort
{
    public static PanelCohort Of(params (string Index, string Born)[] people) => new()
    {
        Family = [.. people.Select((_, i) => i / 2)],
        Gss = [.. people.Select(_ => "E08000001")],
        IsProgramme = [.. people.Select((_, i) => i % 2 == 0)],
        IndexDate = [.. people.Select(p => Day.Of(p.Index))],
        CrossoverDate = new DateOnly?[people.Length],
        DateOfBirth = [.. people.Select(p => Day.Of(p.Born))],
        Sex = [.. people.Select(_ => Sex.Female)],
        Flags = [.. Enumerable.Range(0, 6).Select(f => people.Select((_, i) => (i + f) % 2 == 0).ToArray())],
        HasUpn = new bool[people.Length],
        HasNino = new bool[people.Length],
        PersonRef = [.. people.Select((_, i) => i.ToString("x32", System.Globalization.CultureInfo.InvariantCulture))],
        FamilyRef = [.. people.Select((_, i) => (i / 2).ToString("x32", System.Globalization.CultureInfo.InvariantCulture))],
        Flow = [new FlowCount("cohort", "people", people.Length)],
        KeyVersion = "v1",
    };

    public static PanelLinks Linked(int people) => new(
        [.. Enumerable.Range(0, people)],
        [.. Enumerable.Range(0, people).Select(i => FormattableString.Invariant($"card-{i}"))],
        [.. Enumerable.Repeat(0.99, people)],
        [.. Enumerable.Repeat(LinkStatus.Match, people)]);

    public static async Task<PanelData> BuildAsync(TempStorage storage, PanelCohort cohort, TinyDelivery delivery, PanelLinks? links = null)
    {
        await delivery.WriteAsync();
        var source = new PanelSource(await delivery.FoundAsync(), links ?? Linked(cohort.Count));
        return await PanelBuilder.BuildAsync(storage[PipelineContainer.Extracts], "run", cohort, [source]);
    }

    /// <summary>Value and state as one word: 0, 1, a number, or the state's name where there is no value.</summary>
    public static string Cell(this PanelData panel, string outcome, string window, int person = 0)
    {
        var column = panel.Find(outcome)!.Find(PanelWindow.Find(window)!)!;
        var state = column.State[person];
        Assert.Equal(state.HasValue(), !double.IsNaN(column.Value[person]));
        return state switch
        {
            OutcomeState.Measured => column.Value[person].ToString(System.Globalization.CultureInfo.InvariantCulture),
            OutcomeState.Assumed => "assumed " + column.Value[person].ToString(System.Globalization.CultureInfo.InvariantCulture),
            _ => state.Name(),
        };
    }

    /// <summary>The cells of a person over the windows that are broken down, in their order.</summary>
    public static string Cells(this PanelData panel, string outcome, int person = 0) =>
        string.Join(' ', PanelWindow.BrokenDown.Select(w => panel.Cell(outcome, w.Name, person)));
}
