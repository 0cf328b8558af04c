using TfPipeline.Disclosure;
using TfPipeline.Evaluation;
using TfPipeline.Reports;
using TfPipeline.Reports.Reviews;

namespace TfPipeline.Core.Release.Reviews;

/// <summary>What the page for the checker shows.</summary>
internal static class ReviewMapper
{
    public static ReviewModel Map(ReviewInput input) => new()
    {
        Release = input.Makeup.Release,
        Run = input.Makeup.Run,
        IsSynthetic = input.Makeup.Synthetic,
        Revision = input.Makeup.Revision is { } revision ? new ReviewRevision(revision.Supersedes, revision.Note, revision.ForError) : null,
        Outputs = [.. input.Statement.Outputs.Select(o => new ReviewOutput(o.Name, o.Verdict.ToString().ToLowerInvariant(), o.Verdict == DisclosureVerdict.Pass, o.Cells, o.Withheld))],
        Withheld = [.. input.Audit.Counts.Where(c => c.Primary + c.Secondary + c.Unprotected > 0)
            .Select(c => new ReviewWithheld(c.Table, c.Part, c.Primary, c.Secondary, c.Unprotected, c.NarrowestInterval))],
        Diagnostics = [.. Diagnostics(input)],
        Linkage = [.. input.Facts.Departments.Select(d => new ReviewLinkage(d.Title, d.Links.Match, d.Links.Possible, d.Links.Ambiguous, d.Links.None))],
        Deliveries = [.. input.Facts.Departments.Select(d => new ReviewDelivery(
            d.Title,
            d.Delivery,
            d.ContractVersion,
            d.UnusableRows,
            [.. input.Deliveries.Where(found => found.Department == d.Code && found.Delivery == d.Delivery).SelectMany(found => found.Findings).Select(finding => finding.ToString())]))],
        ComparedWith = input.Last?.Release,
        Changes = input.Last is { } last ? [.. Changes(last, input.Makeup)] : [],
        Difference = input.Renewal is { } renewal ? new ReviewRenewal(renewal.EarlierReleases, renewal.PlacesRenewed, renewal.PlacesKept, renewal.FewestChanged) : null,
    };

    private static IEnumerable<ReviewDiagnostic> Diagnostics(ReviewInput input) => input.Effects
        .SelectMany(effect => effect.Flags.Select(flag => (Flag: flag, effect.Outcome)))
        .GroupBy(one => one.Flag, StringComparer.Ordinal)
        .OrderBy(flag => !EffectVerdict.Required.Contains(flag.Key, StringComparer.Ordinal)).ThenBy(flag => flag.Key, StringComparer.Ordinal)
        .Select(flag => new ReviewDiagnostic(
            InWords(flag.Key),
            EffectVerdict.Required.Contains(flag.Key, StringComparer.Ordinal),
            flag.Count(),
            [.. flag.Select(one => input.Facts.Outcome(one.Outcome)?.Title ?? one.Outcome).Distinct(StringComparer.Ordinal)]));

    private static string InWords(string flag) => flag switch
    {
        EffectFlags.Imbalance => "a covariate still differs after adjustment",
        EffectFlags.Ridge => "the propensity model needed its fallback",
        EffectFlags.ProgrammeDropped => "part of the programme group is left out",
        EffectFlags.LittleSupport => "little of the programme group is in councils with both groups",
        EffectFlags.PoorOverlap => "many on the programme have no one like them in comparison",
        EffectFlags.PlaceboFails => "a difference before the index date",
        EffectFlags.LinkageSensitive => "the estimate hangs on doubtful links",
        _ => flag.Replace('_', ' '),
    };

    private static IEnumerable<ReviewChange> Changes(ReleaseMakeup last, ReleaseMakeup now)
    {
        var all = new List<ReviewChange>
        {
            new("People", Format.Count(last.People), Format.Count(now.People)),
            new("Families", Format.Count(last.Families), Format.Count(now.Families)),
            new("Councils that left", Names(last.Councils.Except(now.Councils, StringComparer.Ordinal)), string.Empty),
            new("Councils that joined", string.Empty, Names(now.Councils.Except(last.Councils, StringComparer.Ordinal))),
        };
        foreach (var code in last.Deliveries.Keys.Union(now.Deliveries.Keys, StringComparer.Ordinal).Order(StringComparer.Ordinal))
        {
            all.Add(new($"Delivery of {code}", last.Deliveries.GetValueOrDefault(code, "none"), now.Deliveries.GetValueOrDefault(code, "none")));
            all.Add(new($"Contract of {code}", Version(last, code), Version(now, code)));
        }

        all.Add(new("Disclosure policy", last.PolicyVersion, now.PolicyVersion));
        all.Add(new("Rules of estimation", Format.Plain(last.EstimatesVersion), Format.Plain(now.EstimatesVersion)));
        all.Add(new("Code", last.Build, now.Build));
        return all.Where(change => change.Before != change.Now);
    }

    private static string Names(IEnumerable<string> councils) => string.Join(", ", councils);

    private static string Version(ReleaseMakeup makeup, string code) => makeup.Contracts.TryGetValue(code, out var version) ? Format.Plain(version) : "none";
}
