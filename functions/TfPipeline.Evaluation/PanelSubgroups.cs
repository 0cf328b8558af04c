using TfPipeline.Evaluation.Panels;
using TfPipeline.Identifiers;

namespace TfPipeline.Evaluation;

/// <summary>The variables within whose categories a panel's effects are estimated, with everyone's category.</summary>
internal static class PanelSubgroups
{
    public static IReadOnlyList<(string Dimension, Func<int, string> Category)> Of(PeopleTable people) =>
    [
        ("council", i => people.Council[i]),
        ("age_band", i => AgeBands.Released.Of(people.AgeAtIndex[i])),
        ("sex", i => people.Sex[i].Code()),
        .. people.ProblemFlags.Select(f => ("flag." + f.Name, (Func<int, string>)(i => f.Values[i] ? "yes" : "no"))),
    ];

    /// <summary>Adds to every category what the placebo found for the whole outcome: it concerns its parts alike.</summary>
    public static IEnumerable<OutcomeSubgroups> Flag(IEnumerable<OutcomeSubgroups> subgroups, OutcomeEffect[] effects)
    {
        var failed = effects.Where(e => e.Flags.Contains(EffectFlags.PlaceboFails, StringComparer.Ordinal)).Select(e => e.Outcome).ToHashSet(StringComparer.Ordinal);
        return subgroups.Select(s => !failed.Contains(s.Outcome) ? s : s with
        {
            Study = s.Study with { Categories = [.. s.Study.Categories.Select(c => c with { Flags = [.. c.Flags, EffectFlags.PlaceboFails] })] },
        });
    }
}
