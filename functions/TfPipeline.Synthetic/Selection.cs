using TfPipeline.Evaluation.Panels;

namespace TfPipeline.Synthetic;

/// <summary>
/// Who comes onto the programme: odds from the family's flags, its council, and how many members had an offence with a caution,
/// conviction or custody, or were persistently absent, in months −24 to −13. All of it is in the panel, nothing else decides,
/// so an analysis that adjusts for it can find the planted effects; the plain difference cannot.
/// </summary>
internal static class Selection
{
    private const double BaseOdds = 0.38;

    // One factor per flag, in the order of the upload's columns.
    private static readonly double[] FlagFactors = [1.35, 1.30, 1.45, 1.10, 1.20, 0.90];
    private static readonly string[] BaselineOffences =
        ["juvenile_caution", "juvenile_conviction", "juvenile_custody", "adult_caution", "adult_conviction", "adult_custody"];

    public static bool IsProgramme(SyntheticFamily family, double councilFactor, ref Rng rng)
    {
        var odds = BaseOdds * councilFactor;
        for (var i = 0; i < FlagFactors.Length; i++)
            odds *= family.Flags[i] ? FlagFactors[i] : 1;
        odds *= Power(1.5, Offenders(family));
        odds *= Power(1.45, PersistentlyAbsent(family));
        return rng.Chance(odds / (1 + odds));
    }

    /// <summary>Members with an offence in months −24 to −13, two at most.</summary>
    public static int Offenders(SyntheticFamily family) => Math.Min(2, family.Members.Count(p => Had(p, "offences", BaselineOffences)));

    /// <summary>Members persistently absent in months −24 to −13, two at most.</summary>
    public static int PersistentlyAbsent(SyntheticFamily family) => Math.Min(2, family.Members.Count(p => Had(p, "school-attendance", "persistent_absence")));

    public static double CouncilFactor(ref Rng rng) => 0.7 + (0.7 * rng.NextUnit());

    private static bool Had(SyntheticPerson person, string department, params string[] outcomes)
    {
        var (from, until) = PanelWindow.EarlierBaseline.Days(person.Family.Index);
        var at = Departments.IndexOf(department);
        return person.Histories[at] is { } history
            && Departments.All[at].Outcomes.Any(o => outcomes.Contains(o.Code, StringComparer.Ordinal) && o.Value(person, history, from, until, false) == 1);
    }

    private static double Power(double factor, int times) => times switch { 0 => 1, 1 => factor, _ => factor * factor };
}
