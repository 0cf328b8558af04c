namespace TfPipeline.Intake;

/// <summary>The checks that compare a row with the rows above it.</summary>
internal sealed class CrossRowChecks(HeaderMap map, RowCheck check, long expectedRows)
{
    /// <summary>Rows checked together, enough for their memory reads to overlap.</summary>
    public const int RowsAtOnce = 64;

    private static readonly CouncilField[] ProblemFields =
    [
        CouncilField.CrimeAsb, CouncilField.SchoolAttendance, CouncilField.ChildrenNeedHelp,
        CouncilField.WorklessnessFinance, CouncilField.DomesticAbuse, CouncilField.Health,
    ];

    private readonly CompactHashSet _people = new(expectedRows);
    private readonly CompactHashSet _identities = new(expectedRows);
    // Children have a UPN and adults a National Insurance number.
    private readonly CompactHashSet _upns = new(expectedRows / 2);
    private readonly CompactHashSet _ninos = new(expectedRows / 2);
    private readonly FamilyConsistencyIndex _families = new(expectedRows);

    /// <summary>
    /// Prefetches the entries that the rows will be compared with. Without it each comparison waits for memory, which is a third of the time
    /// of a large file.
    /// </summary>
    public void Prefetch(ReadOnlySpan<RowFacts> rows)
    {
        foreach (var facts in rows)
        {
            _people.Prefetch(facts.PersonHash);
            _identities.Prefetch(facts.IdentityHash);
            _upns.Prefetch(facts.UpnHash);
            _ninos.Prefetch(facts.NinoHash);
            _families.Prefetch(facts.FamilyHash);
        }
    }

    /// <summary>Only rows that are accepted count as seen: a row that is left out does not make the next one a duplicate.</summary>
    public void Check(RowFacts facts)
    {
        if (facts.PersonId is not null && _people.Contains(facts.PersonHash))
            Report(PersonRules.PersonTwice, CouncilField.PersonId);
        if (check.HasError)
            return;
        if (facts.PersonId is null || facts.FamilyId is null || facts.IndexDate is null || facts.IsProgramme is null || facts.DateOfBirth is null)
        {
            // Only where the file is refused for its columns: there is nothing to compare.
            if (facts.PersonId is not null)
                _people.Add(facts.PersonHash);
            return;
        }

        var isProgramme = facts.IsProgramme == true;
        var family = _families.Add(facts.FamilyHash, isProgramme, facts.IndexDate.Value.DayNumber, facts.Problems, facts.Row);
        if (!family.SameGroup)
        {
            Report(ProgrammeRules.GroupMixed, CouncilField.Group);
            return;
        }

        if (!family.SameIndexDate)
            Report(PersonRules.FamilyOneIndexDate, CouncilField.IndexDate);
        _people.Add(facts.PersonHash);
        if (!_identities.Add(facts.IdentityHash))
            Report(PersonRules.IdentityTwice, CouncilField.PersonId);
        if (facts.UpnHash != 0 && !_upns.Add(facts.UpnHash))
            Report(ProgrammeRules.UpnTwice, CouncilField.Upn);
        if (facts.NinoHash != 0 && !_ninos.Add(facts.NinoHash))
            Report(ProgrammeRules.NinoTwice, CouncilField.Nino);
        if (facts.HasQuery)
            _families.NoteQuery(facts.FamilyHash, facts.Row);
    }

    /// <summary>What only the whole file can show.</summary>
    /// <returns>The rows that have a query now and had none, ascending.</returns>
    public int[] Complete()
    {
        if (!Array.Exists(ProblemFields, map.Has))
            return [];
        var families = _families.FirstRowsOfTooFewProblems();
        foreach (var (row, _) in families)
            check.Report(ProgrammeRules.FlagsTooFew, map.ColumnOf(CouncilField.FamilyId), row);
        return [.. families.Where(f => !f.IsQueried).Select(f => f.Row)];
    }

    private void Report(IntakeRule rule, CouncilField field) => check.Report(rule, map.ColumnOf(field));
}
