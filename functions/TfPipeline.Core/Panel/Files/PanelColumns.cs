using TfPipeline.Core.Pseudonyms;

namespace TfPipeline.Core.Panel.Files;

/// <summary>The columns of <c>people.parquet</c>, in their order.</summary>
internal sealed class PeopleColumns
{
    private readonly ValueColumn<int> _person;
    private readonly ValueColumn<int> _family;
    private readonly TextColumn _council;
    private readonly TextColumn _group;
    private readonly TextColumn _sex;
    private readonly ValueColumn<int> _age;
    private readonly ValueColumn<DateOnly> _indexMonth;
    private readonly OptionalColumn<int> _crossover;
    private readonly ValueColumn<bool>[] _flags;
    private readonly ValueColumn<bool> _hasUpn;
    private readonly ValueColumn<bool> _hasNino;
    private readonly TextColumn _personRef;
    private readonly TextColumn _familyRef;
    private readonly (string Department, TextColumn Status, OptionalColumn<double> Probability, OptionalColumn<double> HasRecord)[] _links;

    public PeopleColumns(IEnumerable<string> departments, PeopleTable? people = null)
    {
        string[] flags = ["crime_asb", "school_attendance", "children_need_help", "worklessness_finance", "domestic_abuse", "health"];
        _person = new("person", people is null ? null : [.. Enumerable.Range(0, people.Count)]);
        _family = new("family", people?.Family);
        _council = new("council", people?.Council, few: true);
        _group = new("group", people?.IsProgramme.Select(p => p ? "programme" : "comparison").ToArray(), few: true);
        _sex = new("sex", people is null ? null : Array.ConvertAll(people.Sex, SexText.Code), few: true);
        _age = new("age_at_index", people?.AgeAtIndex);
        _indexMonth = new("index_month", people?.IndexMonth);
        _crossover = new("crossover_month", people?.CrossoverMonth);
        _flags = [.. flags.Select((f, i) => new ValueColumn<bool>(f, people?.ProblemFlags[i].Values))];
        _hasUpn = new("has_upn", people?.HasUpn);
        _hasNino = new("has_nino", people?.HasNino);
        _personRef = new("person_ref", people?.PersonRef);
        _familyRef = new("family_ref", people?.FamilyRef);
        _links =
        [
            .. departments.Select((d, i) => (
                d,
                new TextColumn("link_" + d, people?.Links[i].Status.Select(s => s.Name()).ToArray(), few: true),
                new OptionalColumn<double>("link_probability_" + d, people?.Links[i].Probability),
                new OptionalColumn<double>("link_has_record_" + d, people?.Links[i].HasRecord))),
        ];
    }

    public IReadOnlyList<PanelColumn> All =>
    [
        _person, _family, _council, _group, _sex, _age, _indexMonth, _crossover, .. _flags, _hasUpn, _hasNino, _personRef, _familyRef,
        .. _links.SelectMany(l => new PanelColumn[] { l.Status, l.Probability, l.HasRecord }),
    ];

    public PeopleTable ToTable() => new()
    {
        Family = _family.Values,
        Council = _council.Values,
        IsProgramme = Array.ConvertAll(_group.Values, g => string.Equals(g, "programme", StringComparison.Ordinal)),
        Sex = Array.ConvertAll(_sex.Values, SexText.FromCode),
        AgeAtIndex = _age.Values,
        IndexMonth = _indexMonth.Values,
        CrossoverMonth = _crossover.Values,
        CrimeAsb = _flags[0].Values,
        SchoolAttendance = _flags[1].Values,
        ChildrenNeedHelp = _flags[2].Values,
        WorklessnessFinance = _flags[3].Values,
        DomesticAbuse = _flags[4].Values,
        Health = _flags[5].Values,
        HasUpn = _hasUpn.Values,
        HasNino = _hasNino.Values,
        PersonRef = _personRef.Values,
        FamilyRef = _familyRef.Values,
        Links = [.. _links.Select(l => new DepartmentLinks(l.Department, Array.ConvertAll(l.Status.Values, Standing), l.Probability.Values) { HasRecord = l.HasRecord.Values })],
    };

    private static PersonLink Standing(string name) => PersonLinks.TryParse(name) ?? throw new InvalidDataException("A link standing has no known name.");
}

/// <summary>The columns of one outcome's file: a number, then a value and a state per window.</summary>
internal sealed class OutcomeColumns
{
    private readonly ValueColumn<int> _number;
    private readonly (PanelWindow Window, OptionalColumn<double> Value, TextColumn State)[] _windows;

    /// <param name="number">What a row is: <c>person</c> or <c>alternative</c>.</param>
    /// <param name="outcome">The columns to write; null to read.</param>
    public OutcomeColumns(string number, IReadOnlyList<OutcomeColumn>? outcome = null)
    {
        _number = new(number, outcome is null ? null : [.. Enumerable.Range(0, outcome[0].Value.Length)]);
        _windows =
        [
            .. PanelWindow.All.Select((w, i) => (
                w,
                new OptionalColumn<double>(w.Name, outcome?[i].Value.Select(v => double.IsNaN(v) ? (double?)null : v).ToArray()),
                new TextColumn(w.Name + "_state", outcome?[i].State.Select(s => s.Name()).ToArray(), few: true))),
        ];
    }

    public int Rows => _number.Values.Length;

    public IReadOnlyList<PanelColumn> All => [_number, .. _windows.SelectMany(w => new PanelColumn[] { w.Value, w.State })];

    public IReadOnlyList<OutcomeColumn> ToColumns() => [.. _windows.Select(w => new OutcomeColumn(
        w.Window,
        Array.ConvertAll(w.Value.Values, v => v ?? double.NaN),
        Array.ConvertAll(w.State.Values, State)))];

    private static OutcomeState State(string name) => OutcomeStates.TryParse(name) ?? throw new InvalidDataException("An outcome state has no known name.");
}
