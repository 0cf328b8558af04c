using TfPipeline.Core.Panel.Building;
using TfPipeline.Core.Panel.Contracts;
using TfPipeline.Core.Panel.Deliveries;
using TfPipeline.Evaluation.Panels;
using TfPipeline.Identifiers;
using TfPipeline.Linkage;
using TfPipeline.Storage;

namespace TfPipeline.Synthetic.Tests;

/// <summary>With every true link and no other, the panel's means of the programme group are the truth's, to the last person.</summary>
[Trait("tier", "integration")]
[Collection(nameof(SyntheticFolder))]
public sealed class PlantedTruthTests(SyntheticFolder made)
{
    [Fact]
    public async Task The_panel_from_true_links_gives_the_planted_means_exactly()
    {
        var families = Population.Make(SyntheticFolder.Families, SyntheticFolder.Seed, 4);
        var people = families.SelectMany(f => f.Members).ToList();
        var truth = SyntheticTruth.Read(made.Options.Truth);
        var panel = await PanelBuilder.BuildAsync(made.Storage[PipelineContainer.Extracts], "run", Cohort(people), await SourcesAsync(truth));
        var withdrawn = truth.People.Where(p => p.Note == FamilyNote.Withdrawn).Select(p => p.Person).ToHashSet();

        Assert.Equal(Departments.All.Sum(d => d.Outcomes.Count) * PanelWindow.All.Count, truth.Effects.Count);
        Assert.All(truth.Effects, effect =>
        {
            var column = panel.Find(effect.Outcome)!.Find(PanelWindow.Find(effect.Window)!)!;
            var values = people.Where(p => p.Family.IsProgramme && !withdrawn.Contains(p.Number) && column.State[p.Number].HasValue()).Select(p => column.Value[p.Number]).ToList();

            Assert.Equal(effect.People, values.Count);
            Assert.Equal(effect.MeanTreated, values.Count == 0 ? 0 : values.Average(), 9);
            Assert.True(!effect.Window.StartsWith('m') || effect.Effect == 0);
        });
    }

    [Fact]
    public void Effects_have_about_the_published_size()
    {
        var families = Population.Make(12_000, 21, 8);
        var effects = PlantedEffects.Count([.. families.Where(f => f.IsProgramme).SelectMany(f => f.Members)]);
        (string Outcome, string Window, double Relative)[] published =
        [
            ("juvenile_conviction", "p1_24", -0.15), ("juvenile_custody", "p1_24", -0.38), ("adult_custody", "p1_24", -0.25),
            ("looked_after_child", "p19_24", -0.32), ("jobseeker_claim", "p19_24", -0.11),
        ];

        Assert.All(published, p =>
        {
            var effect = effects.Single(e => e.Outcome == p.Outcome && e.Window == p.Window);
            Assert.InRange(effect.Effect / effect.MeanUntreated, p.Relative - 0.12, p.Relative + 0.12);
        });
    }

    // Who comes onto the programme may depend on the past only: among families alike in what decides, the untreated future is the same.
    [Fact]
    public void The_untreated_future_differs_between_the_groups_only_by_what_decided()
    {
        var families = Population.Make(20_000, 5, 1);
        var outcome = Departments.All[Departments.IndexOf("school-attendance")].Outcomes[0];
        double difference = 0, weight = 0;
        foreach (var stratum in families.GroupBy(Stratum))
        {
            var on = Means(stratum.Where(f => f.IsProgramme), outcome);
            var off = Means(stratum.Where(f => !f.IsProgramme), outcome);
            if (on.Count == 0 || off.Count == 0)
                continue;
            difference += on.Count * (on.Average() - off.Average());
            weight += on.Count;
        }

        Assert.InRange(difference / weight, -0.015, 0.015);
        var naive = Means(families.Where(f => f.IsProgramme), outcome).Average() - Means(families.Where(f => !f.IsProgramme), outcome).Average();
        Assert.True(naive > 0.03);
    }

    private static List<double> Means(IEnumerable<SyntheticFamily> families, PlantedOutcome outcome)
    {
        var at = Departments.IndexOf("school-attendance");
        var window = PanelWindow.Cumulative;
        return
        [
            .. from family in families
               from person in family.Members
               where person.Histories[at] is not null
               let days = window.Days(family.Index)
               let value = outcome.Value(person, person.Histories[at], days.From, days.Until, false)
               where value is not null
               select value.Value,
        ];
    }

    private static (int Flags, int Offenders, int Absent) Stratum(SyntheticFamily family)
    {
        var flags = 0;
        for (var i = 0; i < family.Flags.Length; i++)
            flags |= family.Flags[i] ? 1 << i : 0;
        return (flags, Selection.Offenders(family), Selection.PersistentlyAbsent(family));
    }

    private static PanelCohort Cohort(List<SyntheticPerson> people) => new()
    {
        Family = [.. people.Select(p => p.Family.Number)],
        Gss = [.. people.Select(p => p.Family.Council.Gss)],
        IsProgramme = [.. people.Select(p => p.Family.IsProgramme)],
        IndexDate = [.. people.Select(p => p.Family.Index)],
        CrossoverDate = new DateOnly?[people.Count],
        DateOfBirth = [.. people.Select(p => p.Born)],
        Sex = [.. people.Select(p => SexText.Parse(p.Sex.ToString()))],
        Flags = [.. Enumerable.Range(0, 6).Select(f => people.Select(p => p.Family.Flags[f]).ToArray())],
        HasUpn = [.. people.Select(p => p.UpnKnown)],
        HasNino = [.. people.Select(p => p.NinoKnown)],
        PersonRef = [.. people.Select(p => p.Id)],
        FamilyRef = [.. people.Select(p => p.Family.Id)],
        Flow = [],
        KeyVersion = "none",
    };

    private async Task<List<PanelSource>> SourcesAsync(SyntheticTruth truth)
    {
        var catalogue = new DeliveryCatalogue(made.Storage[PipelineContainer.Extracts], ContractCatalogue.BuiltIn);
        var sources = new List<PanelSource>();
        foreach (var department in Departments.All)
        {
            var delivery = Assert.IsType<DeliveryLookup.Found>(await catalogue.NewestCompleteAsync(department.Code)).Delivery;
            var records = truth.Records[department.Code].OrderBy(r => r.Key).ToList();
            sources.Add(new PanelSource(delivery, new PanelLinks(
                [.. records.Select(r => r.Key)],
                [.. records.Select(r => r.Value)],
                [.. records.Select(_ => 1.0)],
                [.. records.Select(_ => LinkStatus.Match)])));
        }

        return sources;
    }
}
