using TfPipeline.Evaluation.Panels;
using TfPipeline.Identifiers;
using TfPipeline.Linkage;

namespace TfPipeline.TestData;

/// <summary>
/// A made-up panel with planted effects: families are selected on flags, council and what members had in months −24 to −13; a person's
/// own risk lasts over all windows; members of a family share part of it.
/// </summary>
internal sealed class SimulatedPanel
{
    private const int Councils = 6;

    private readonly Random _random;
    private readonly Random _further;
    private readonly List<Member> _people = [];
    private readonly Dictionary<(string Outcome, string Window), double> _truth = [];

    private SimulatedPanel(int families, int seed, Scene scene)
    {
        _random = new Random(seed);
        _further = new Random(seed + 500_000);
        for (var f = 0; f < families; f++)
            AddFamily(f, scene);
        Data = Build(scene);
    }

    public PanelData Data { get; }

    /// <summary>Mean effect on those on the programme who are in scope.</summary>
    public double Truth(string outcome, string window) => _truth[(outcome, window)];

    public static SimulatedPanel Make(int families, int seed, Scene? scene = null) => new(families, seed, scene ?? new Scene());

    private void AddFamily(int number, Scene scene)
    {
        var council = _random.Next(Councils);
        var flags = Enumerable.Range(0, 6).Select(_ => _random.NextDouble() < 0.45).ToArray();
        var index = new DateOnly(2015, 1, 1).AddMonths(_random.Next(30));
        var shared = 0.6 * Normal();
        var members = Enumerable.Range(0, 1 + _random.Next(5)).Select(_ => NewMember(number, council, flags, index, shared, scene)).ToArray();
        var selection = -1.1 + (scene.Hidden * shared) + (0.15 * council) + (flags[0] ? 0.3 : 0) + (flags[2] ? 0.35 : 0)
            + (scene.Confounding * Enumerable.Range(0, scene.Outcomes).Sum(o => Math.Min(2, members.Count(m => InScope(o, m.Age) && m.Untreated[o][0] == 1))));
        var programme = _random.NextDouble() < Simulated.Logistic(selection);

        // Families with the first flag join more often, so those who stay are not like those who left.
        var joins = scene.Joins > 0 && !programme && _further.NextDouble() < scene.Joins * (flags[0] ? 1.5 : 0.5) ? 1 + _further.Next(24) : (int?)null;
        foreach (var member in members)
            _people.Add(member with { Programme = programme, Joined = joins });
    }

    private Member NewMember(int family, int council, bool[] flags, DateOnly index, double shared, Scene scene)
    {
        var age = _random.Next(1, 55);
        var untreated = new double[scene.Outcomes][];
        var treated = new double[scene.Outcomes][];
        for (var o = 0; o < scene.Outcomes; o++)
        {
            var risk = scene.BaseLogit + (0.15 * o) + shared + (0.7 * Normal()) + (flags[o % 6] ? 0.5 : 0) + (age < 18 ? 0.3 : 0);
            untreated[o] = new double[PanelWindow.All.Count];
            treated[o] = new double[PanelWindow.All.Count];
            for (var w = 0; w < PanelWindow.All.Count; w++)
            {
                // Windows without a breakdown have a stream of their own, so that they change nobody else.
                var random = w < PanelWindow.BrokenDown.Count ? _random : _further;
                untreated[o][w] = random.NextDouble() < Simulated.Logistic(risk) ? 1 : 0;
                var prevented = !PanelWindow.All[w].IsBefore && random.NextDouble() < scene.Prevented;
                treated[o][w] = prevented ? 0 : untreated[o][w];
            }
        }

        return new Member(family, council, flags, index, age, _random.Next(2) == 0 ? Sex.Female : Sex.Male, untreated, treated, _random.NextDouble() >= scene.Unlinked, _random.NextDouble(), false);
    }

    private PanelData Build(Scene scene)
    {
        var outcomes = new List<OutcomePanel>();
        for (var o = 0; o < scene.Outcomes; o++)
        {
            var children = IsForChildren(o);
            var definition = new OutcomeDefinition(
                $"outcome_{o}", "made-up", $"Outcome {o}", OutcomeScale.Event, "person", OutcomeDirection.Worse, children ? 5 : null, children ? 17 : null,
                scene.AssumeUnlinked ? OutcomeState.Assumed : OutcomeState.Unknown);
            outcomes.Add(new OutcomePanel(definition, [.. PanelWindow.All.Select((w, at) => Column(o, at, w, scene))]));
        }

        var panel = new PanelData(People(scene), outcomes, Info(outcomes));
        return scene.LinkSets ? WithLinkSets(panel) : panel;
    }

    /// <summary>Other sets of links in which everybody's alternative is what another person had; each set takes that of another tenth.</summary>
    private static PanelData WithLinkSets(PanelData panel)
    {
        var people = panel.People.Count;
        int Other(int person) => (person + 1) % people;
        string[] names = [LinkSetNames.WithPossible, LinkSetNames.WithoutNumbers, LinkSetNames.Draw(1), LinkSetNames.Draw(2)];
        return panel with
        {
            Outcomes =
            [
                .. panel.Outcomes.Select(o => o with
                {
                    Alternatives = [.. o.Windows.Select(w => w with
                    {
                        Value = [.. w.Value.Select((_, i) => w.Value[Other(i)])],
                        State = [.. w.State.Select((_, i) => w.State[Other(i)])],
                    })],
                }),
            ],
            LinkSets =
            [
                .. names.Select((name, s) =>
                {
                    int[] changed = [.. Enumerable.Range(0, people).Where(i => i % 10 == s)];
                    return new LinkSetPanel(name, [new LinkSetChanges("made-up", changed, [.. changed.Select(_ => (double?)0.7)], changed)]);
                }),
            ],
        };
    }

    private OutcomeColumn Column(int outcome, int at, PanelWindow window, Scene scene)
    {
        var values = new double[_people.Count];
        var states = new OutcomeState[_people.Count];
        double effect = 0, count = 0;
        for (var i = 0; i < _people.Count; i++)
        {
            var person = _people[i];
            var inScope = InScope(outcome, person.Age);
            if (person.Programme && inScope)
            {
                effect += person.Treated[outcome][at] - person.Untreated[outcome][at];
                count++;
            }

            // A false link carries another person's life: that of a random other one, who may be in either group.
            var source = person.LinkLuck < scene.FalseLinks ? _people[(int)((((long)i * 7919) + 104_729) % _people.Count)] : person;
            states[i] = !inScope ? OutcomeState.OutOfScope : person.Linked ? OutcomeState.Measured
                : scene.AssumeUnlinked ? OutcomeState.Assumed : OutcomeState.Unknown;
            var course = source.Programme || (!window.IsBefore && source.Joined <= window.LastMonth) ? source.Treated : source.Untreated;
            values[i] = states[i] switch { OutcomeState.Measured => course[outcome][at], OutcomeState.Assumed => 0, _ => double.NaN };
        }

        _truth[($"outcome_{outcome}", window.Name)] = effect / count;
        return new OutcomeColumn(window, values, states);
    }

    private PeopleTable People(Scene scene)
    {
        var reference = _people.Select((_, i) => i.ToString("x32", System.Globalization.CultureInfo.InvariantCulture)).ToArray();
        bool[] Flag(int at) => [.. _people.Select(p => p.Flags[at])];
        var none = new bool[_people.Count];
        return new PeopleTable
        {
            Family = [.. _people.Select(p => p.Family)],
            Council = [.. _people.Select(p => $"E0900000{p.Council + 1}")],
            IsProgramme = [.. _people.Select(p => p.Programme)],
            Sex = [.. _people.Select(p => p.Sex)],
            AgeAtIndex = [.. _people.Select(p => p.Age)],
            IndexMonth = [.. _people.Select(p => p.Index)],
            CrossoverMonth = [.. _people.Select(p => p.Joined)],
            CrimeAsb = Flag(0),
            SchoolAttendance = Flag(1),
            ChildrenNeedHelp = Flag(2),
            WorklessnessFinance = Flag(3),
            DomesticAbuse = Flag(4),
            Health = Flag(5),
            HasUpn = none,
            HasNino = none,
            PersonRef = reference,
            FamilyRef = reference,
            Links = [new DepartmentLinks("made-up", [.. _people.Select(p => p.Linked ? LinkStatus.Match : LinkStatus.None)], [.. _people.Select(p => p.Linked ? 1 - scene.FalseLinks : (double?)null)])
            {
                HasRecord = [.. _people.Select(p => (double?)(p.Linked ? 1 - (scene.FalseLinks / 2) : 0.02))],
            }],
        };
    }

    private PanelInfo Info(List<OutcomePanel> outcomes) => new()
    {
        RunId = "made-up",
        Synthetic = true,
        KeyVersion = "1",
        People = _people.Count,
        Families = _people.Select(p => p.Family).Distinct().Count(),
        Outcomes = [.. outcomes.Select(o => o.Definition)],
        Departments = [],
        Flow = [],
    };

    private static bool IsForChildren(int outcome) => outcome % 2 == 1;

    private static bool InScope(int outcome, int age) => !IsForChildren(outcome) || age is >= 5 and <= 17;

    private double Normal()
    {
        // Sum of twelve uniforms: near enough to normal, and the same on every machine.
        var sum = -6.0;
        for (var i = 0; i < 12; i++)
            sum += _random.NextDouble();
        return sum;
    }

    /// <summary>What the made-up world is like.</summary>
    internal sealed record Scene
    {
        public int Outcomes { get; init; } = 2;

        public double BaseLogit { get; init; } = -2.2;

        public double Confounding { get; init; } = 0.45;

        public double Prevented { get; init; } = 0.25;

        /// <summary>How strongly families are selected on the risk that they share and that no covariate holds.</summary>
        public double Hidden { get; init; }

        /// <summary>Share of comparison families that join the programme within 24 months.</summary>
        public double Joins { get; init; }

        public double Unlinked { get; init; }

        public bool AssumeUnlinked { get; init; }

        public double FalseLinks { get; init; }

        public bool LinkSets { get; init; }
    }

    private sealed record Member(
        int Family, int Council, bool[] Flags, DateOnly Index, int Age, Sex Sex, double[][] Untreated, double[][] Treated, bool Linked, double LinkLuck, bool Programme)
    {
        public int? Joined { get; init; }
    }
}
