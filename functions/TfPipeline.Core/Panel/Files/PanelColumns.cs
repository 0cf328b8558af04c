using TfPipeline.Evaluation.Panels;
using TfPipeline.Identifiers;
using TfPipeline.Linkage;

namespace TfPipeline.Core.Panel.Files;

/// <summary>The columns of <c>people.parquet</c>, in their order.</summary>
internal sealed class PeopleColumns
{
    private readonly ValueColumn<int> _person;
    private readonly ValueColumn<int> _family;
    private readonly TextColumn _council;
    private readonly NamedColumn<bool> _group;
    private readonly NamedColumn<Sex> _sex;
    private readonly ValueColumn<int> _age;
    private readonly ValueColumn<DateOnly> _indexMonth;
    private readonly OptionalColumn<int> _crossover;
    private readonly ValueColumn<bool>[] _flags;
    private readonly ValueColumn<bool> _hasUpn;
    private readonly ValueColumn<bool> _hasNino;
    private readonly TextColumn _personRef;
    private readonly TextColumn _familyRef;
    private readonly TextColumn _ledgerRef;
    private readonly (string Department, NamedColumn<LinkStatus> Status, OptionalColumn<double> Probability, OptionalColumn<double> HasRecord)[] _links;

    public PeopleColumns(IEnumerable<string> departments, PeopleTable? people = null)
    {
        string[] flags = ["crime_asb", "school_attendance", "children_need_help", "worklessness_finance", "domestic_abuse", "health"];
        _person = new("person", people is null ? null : [.. Enumerable.Range(0, people.Count)]);
        _family = new("family", people?.Family);
        _council = new("council", people?.Council);
        _group = new("group", static p => p ? "programme" : "comparison", static name => name switch { "programme" => true, "comparison" => false, _ => null }, people?.IsProgramme);
        _sex = new("sex", SexText.Code, SexText.FromCode, people?.Sex);
        _age = new("age_at_index", people?.AgeAtIndex);
        _indexMonth = new("index_month", people?.IndexMonth);
        _crossover = new("crossover_month", people?.CrossoverMonth);
        _flags = [.. flags.Select((f, i) => new ValueColumn<bool>(f, people?.ProblemFlags[i].Values))];
        _hasUpn = new("has_upn", people?.HasUpn);
        _hasNino = new("has_nino", people?.HasNino);
        _personRef = new("person_ref", people?.PersonRef);
        _familyRef = new("family_ref", people?.FamilyRef);
        _ledgerRef = new("ledger_ref", people is null ? null : people.LedgerRef.Length == people.Count ? people.LedgerRef : [.. Enumerable.Repeat("", people.Count)]);
        _links =
        [
            .. departments.Select((d, i) => (
                d,
                new NamedColumn<LinkStatus>("link_" + d, LinkStatuses.Name, LinkStatuses.TryParse, people?.Links[i].Status),
                new OptionalColumn<double>("link_probability_" + d, people?.Links[i].Probability),
                new OptionalColumn<double>("link_has_record_" + d, people?.Links[i].HasRecord))),
        ];
    }

    public IReadOnlyList<PanelColumn> All =>
    [
        _person, _family, _council, _group, _sex, _age, _indexMonth, _crossover, .. _flags, _hasUpn, _hasNino, _personRef, _familyRef, _ledgerRef,
        .. _links.SelectMany(l => new PanelColumn[] { l.Status, l.Probability, l.HasRecord }),
    ];

    public PeopleTable ToTable() => new()
    {
        Family = _family.Values,
        Council = _council.Values,
        IsProgramme = _group.Values,
        Sex = _sex.Values,
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
        LedgerRef = Array.Exists(_ledgerRef.Values, r => r.Length > 0) ? _ledgerRef.Values : [],
        Links = [.. _links.Select(l => new DepartmentLinks(l.Department, l.Status.Values, l.Probability.Values) { HasRecord = l.HasRecord.Values })],
    };
}

/// <summary>The columns of one outcome's file: a number, then a value and a state per window.</summary>
internal sealed class OutcomeColumns
{
    private readonly ValueColumn<int> _number;
    private readonly (PanelWindow Window, NumberColumn Value, NamedColumn<OutcomeState> State)[] _windows;

    /// <param name="number">What a row is: <c>person</c> or <c>alternative</c>.</param>
    /// <param name="outcome">The columns to write; null to read.</param>
    public OutcomeColumns(string number, IReadOnlyList<OutcomeColumn>? outcome = null)
    {
        _number = new(number, outcome is null ? null : [.. Enumerable.Range(0, outcome[0].Value.Length)]);
        _windows =
        [
            .. PanelWindow.All.Select((w, i) => (
                w,
                new NumberColumn(w.Name, outcome?[i].Value),
                new NamedColumn<OutcomeState>(w.Name + "_state", OutcomeStates.Name, OutcomeStates.TryParse, outcome?[i].State))),
        ];
    }

    public int Rows => _number.Values.Length;

    public IReadOnlyList<PanelColumn> All => [_number, .. _windows.SelectMany(w => new PanelColumn[] { w.Value, w.State })];

    public IReadOnlyList<OutcomeColumn> ToColumns() => [.. _windows.Select(w => new OutcomeColumn(w.Window, w.Value.Values, w.State.Values))];
}
