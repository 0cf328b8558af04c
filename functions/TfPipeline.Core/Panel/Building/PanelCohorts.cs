using TfPipeline.Core.Cohort;
using TfPipeline.Evaluation.Panels;
using TfPipeline.Intake;
using TfPipeline.Pseudonyms;

namespace TfPipeline.Core.Panel.Building;

/// <summary>Turns a frozen cohort into what the panel needs of it.</summary>
public static class PanelCohorts
{
    // No release can have this name.
    private const string Ledger = "/ledger";

    private static readonly ProblemFlags[] Flags =
    [
        ProblemFlags.CrimeAsb, ProblemFlags.SchoolAttendance, ProblemFlags.ChildrenNeedHelp, ProblemFlags.WorklessnessFinance,
        ProblemFlags.DomesticAbuse, ProblemFlags.Health,
    ];

    /// <summary>
    /// The snapshot's people in the snapshot's order; references are made anew for this release, so two releases cannot be joined.
    /// </summary>
    /// <exception cref="InvalidOperationException">The snapshot was made with another version of the key than the one given.</exception>
    public static PanelCohort From(CohortSnapshot snapshot, ReferenceMaker references, string keyVersion, string releaseName)
    {
        ArgumentNullException.ThrowIfNull(snapshot);
        ArgumentNullException.ThrowIfNull(references);
        if (!string.Equals(snapshot.KeyVersion, keyVersion, StringComparison.Ordinal))
            throw new InvalidOperationException("The cohort was frozen with another version of the key; freeze it again in this run.");
        var families = new Dictionary<Reference, int>();
        var family = Array.ConvertAll(snapshot.FamilyRef, f => Number(families, f));
        var familyRefs = new string[families.Count];
        foreach (var (reference, number) in families)
            familyRefs[number] = references.ReleaseFamily(releaseName, reference).ToString();
        return new PanelCohort
        {
            Family = family,
            Gss = snapshot.Gss,
            IsProgramme = snapshot.IsProgramme,
            IndexDate = snapshot.IndexDate,
            CrossoverDate = snapshot.CrossoverDate,
            DateOfBirth = snapshot.DateOfBirth,
            Sex = snapshot.Sex,
            Flags = [.. Flags.Select(f => Array.ConvertAll(snapshot.Problems, p => p.HasFlag(f)))],
            HasUpn = snapshot.HasUpn,
            HasNino = snapshot.HasNino,
            PersonRef = Array.ConvertAll(snapshot.PersonRef, p => references.Release(releaseName, p).ToString()),
            FamilyRef = Array.ConvertAll(family, f => familyRefs[f]),
            LedgerRef = Array.ConvertAll(snapshot.PersonRef, p => references.Release(Ledger, p).ToString()),
            Flow = [.. FlowOf(snapshot.Flow)],
            KeyVersion = snapshot.KeyVersion,
        };
    }

    private static int Number(Dictionary<Reference, int> families, Reference reference)
    {
        if (!families.TryGetValue(reference, out var number))
            families.Add(reference, number = families.Count);
        return number;
    }

    // In: rows = opted out + replaced + people known; people known = withdrawn + contaminated + duplicates + people in the cohort.
    private static IEnumerable<FlowCount> FlowOf(CohortFlow flow) =>
    [
        new("uploads", "rows_accepted", (int)flow.Rows),
        new("uploads", "opt_out_rows", (int)flow.OptOutRows),
        new("uploads", "rows_replaced_later", (int)flow.EarlierVersions),
        new("cohort", "people_known_to_councils", (int)flow.PeopleKnown),
        new("cohort", "withdrawn", (int)flow.Withdrawn),
        new("cohort", "contaminated_comparison", (int)flow.Contaminated, (int)flow.ContaminatedFamilies),
        new("cohort", "counted_elsewhere", (int)flow.Duplicates),
        new("cohort", "people", (int)flow.Kept, (int)flow.Families),
        new("cohort", "programme", (int)flow.Programme),
        new("cohort", "comparison", (int)flow.Comparison),
        new("cohort", "crossed_over", (int)flow.CrossedOver),
    ];
}
