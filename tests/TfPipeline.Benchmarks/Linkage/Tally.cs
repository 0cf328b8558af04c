using System.Globalization;
using TfPipeline.Linkage;

namespace TfPipeline.Benchmarks.Linkage;

/// <summary>Right and wrong links against the truth.</summary>
internal sealed class Tally
{
    private readonly List<(double P, bool Right)> _pairs = [];

    public double True { get; private set; }

    public double Right { get; private set; }

    public double Taken { get; private set; }

    public double Candidates { get; private set; }

    public double SumOfP { get; private set; }

    public double Precision => Right / Math.Max(1, Taken);

    public double Recall => Right / Math.Max(1, True);

    public double F1 => 2 * Precision * Recall / (Precision + Recall);

    public double CandidateRecall => Candidates / Math.Max(1, True);

    public double BestF1
    {
        get
        {
            double best = 0, right = 0, taken = 0;
            foreach (var (_, isRight) in _pairs.OrderByDescending(p => p.P))
            {
                taken++;
                right += isRight ? 1 : 0;
                best = Math.Max(best, 2 * right / (taken + True));
            }

            return best;
        }
    }

    public IReadOnlyList<(double P, bool Right)> Pairs => _pairs;

    public void Add(Tally other)
    {
        (True, Right, Taken) = (True + other.True, Right + other.Right, Taken + other.Taken);
        (Candidates, SumOfP) = (Candidates + other.Candidates, SumOfP + other.SumOfP);
        _pairs.AddRange(other._pairs);
    }

    public static Tally OfLinks(LinkageResult result, LabelledSet left, LabelledSet right)
    {
        var truth = right.Ids.Zip(right.Truth).ToDictionary(p => p.First, p => p.Second, StringComparer.Ordinal);
        var tally = new Tally { True = left.Truth.Intersect(right.Truth).Count() };
        tally.AddPairs(result, (i, id) => left.Truth[i] == truth[id]);
        for (var k = 0; k < result.Links.Count; k++)
        {
            if (result.Links.Status[k] != LinkStatus.Match)
                continue;
            tally.Taken++;
            tally.Right += left.Truth[result.Links.CohortIndex[k]] == truth[result.Links.RecordId[k]] ? 1 : 0;
        }

        return tally;
    }

    /// <param name="people">True person of each cohort row.</param>
    /// <param name="records">True person of each record that belongs to one.</param>
    public static Tally OfRecords(LinkageResult result, string[] people, Dictionary<string, string> records)
    {
        var known = people.ToHashSet(StringComparer.Ordinal);
        var tally = new Tally { True = records.Values.Distinct(StringComparer.Ordinal).Count(known.Contains) };
        bool IsRight(int i, string id) => records.GetValueOrDefault(id) == people[i];
        tally.AddPairs(result, IsRight);
        for (var k = 0; k < result.Links.Count; k++)
        {
            if (result.Links.Status[k] != LinkStatus.Match)
                continue;
            tally.Taken++;
            tally.Right += IsRight(result.Links.CohortIndex[k], result.Links.RecordId[k]) ? 1 : 0;
        }

        return tally;
    }

    public static Tally OfPairs(LinkageResult result, LabelledSet set)
    {
        var tally = new Tally { True = TruePairs(set) };
        bool Same(int i, string id) => set.Truth[i] == set.Truth[int.Parse(id, CultureInfo.InvariantCulture)];
        tally.AddPairs(result, Same);
        for (var k = 0; k < result.Links.Count; k++)
        {
            if (result.Links.Status[k] != LinkStatus.Match)
                continue;
            tally.Taken++;
            tally.Right += Same(result.Links.CohortIndex[k], result.Links.RecordId[k]) ? 1 : 0;
        }

        return tally;
    }

    public static Tally OfClusters(SelfLinkageResult result, LabelledSet set)
    {
        var tally = new Tally { True = TruePairs(set) };
        foreach (var cluster in Enumerable.Range(0, set.Count).GroupBy(i => result.Cluster[i]))
        {
            int[] rows = [.. cluster];
            tally.Taken += rows.Length * (rows.Length - 1) / 2.0;
            tally.Right += rows.GroupBy(i => set.Truth[i]).Sum(g => g.Count() * (g.Count() - 1) / 2.0);
        }

        return tally;
    }

    private static double TruePairs(LabelledSet set) => set.Truth.GroupBy(t => t).Sum(g => g.Count() * (g.Count() - 1) / 2.0);

    private void AddPairs(LinkageResult result, Func<int, string, bool> isRight)
    {
        Misfit.Print("pairs", result, isRight);
        var (pairs, fitted) = (result.Pairs!, result.Fitted!);
        for (var p = 0; p < pairs.Count; p++)
        {
            var right = isRight(pairs.Left[p], pairs.RecordIds[pairs.Right[p]]);
            Candidates += right ? 1 : 0;
            SumOfP += fitted.Probabilities[p];
            if (fitted.Probabilities[p] > 1e-4)
                _pairs.Add((fitted.Probabilities[p], right));
        }
    }
}
