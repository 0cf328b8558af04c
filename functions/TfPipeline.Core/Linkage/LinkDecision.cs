namespace TfPipeline.Core.Linkage;

/// <summary>Turns probabilities into links: assignment, thresholds, and the refusal of ties.</summary>
internal static class LinkDecision
{
    // Two candidates nearer than this are a tie: a coin would decide.
    private const double Tie = 1e-6;

    public static LinkTable Decide(LivePairs pairs, FittedPairs fitted, int cohortCount, LinkageOptions options)
    {
        var probabilities = fitted.Probabilities;
        var hasRecord = new float[cohortCount];
        var hasPerson = new double[pairs.Rights];
        var bestOfRecord = new double[pairs.Rights];
        for (var p = 0; p < pairs.Count; p++)
        {
            hasPerson[pairs.Right[p]] += probabilities[p];
            bestOfRecord[pairs.Right[p]] = Math.Max(bestOfRecord[pairs.Right[p]], probabilities[p]);
        }

        var isTaken = Assignment.Solve(pairs, fitted, options);
        var rows = new List<(int Pair, LinkStatus Status)>();
        for (int start = 0, end; start < pairs.Count; start = end)
        {
            var person = pairs.Left[start];
            double sum = 0, best = 0;
            for (end = start; end < pairs.Count && pairs.Left[end] == person; end++)
            {
                sum += probabilities[end];
                best = Math.Max(best, probabilities[end]);
            }

            hasRecord[person] = (float)Math.Min(1, sum);
            AddRows(start, end);

            void AddRows(int from, int to)
            {
                var any = false;
                for (var p = from; p < to; p++)
                {
                    if (isTaken[p] && !IsTied(p, from, to))
                    {
                        rows.Add((p, LinkStatus.Match));
                        any = true;
                    }
                    else if (options.Cardinality == Cardinality.ManyToMany && probabilities[p] >= options.PossibleThreshold)
                    {
                        rows.Add((p, LinkStatus.Possible));
                    }
                }

                if (any || options.Cardinality == Cardinality.ManyToMany)
                    return;
                var bestPair = Enumerable.Range(from, to - from).MaxBy(p => probabilities[p]);
                var contested = sum >= options.MatchThreshold || hasPerson[pairs.Right[bestPair]] >= options.MatchThreshold;
                if (contested && best >= options.PossibleThreshold)
                    rows.Add((bestPair, LinkStatus.Ambiguous));
                else if (best >= options.PossibleThreshold)
                    rows.Add((bestPair, LinkStatus.Possible));
            }
        }

        return Table(pairs, fitted, cohortCount, hasRecord, rows);

        bool IsTied(int p, int from, int to)
        {
            if (options.Cardinality == Cardinality.ManyToMany)
                return false;
            for (var q = from; q < to && options.Cardinality == Cardinality.OneToOne; q++)
            {
                if (q != p && Math.Abs(probabilities[q] - probabilities[p]) < Tie)
                    return true;
            }

            return bestOfRecord[pairs.Right[p]] > probabilities[p] + Tie
                || hasPerson[pairs.Right[p]] - probabilities[p] > probabilities[p] - Tie;
        }
    }

    /// <summary>What a pattern rests on.</summary>
    public static LinkPass PassOf(int pattern)
    {
        var levels = Pattern.Levels(pattern);
        if (levels[5] == CodeLevel.Exact || levels[6] == CodeLevel.Exact)
            return LinkPass.Number;
        var namesAndDate = levels[0] == NameLevel.Exact && levels[1] == NameLevel.Exact && levels[2] == DateLevel.Exact;
        if (namesAndDate)
            return levels[3] == PostcodeLevel.Exact ? LinkPass.AllExact : LinkPass.NamesAndDate;
        var isSwapped = levels[1] == NameLevel.Swapped;
        var apart = (levels[0] == NameLevel.Differ || (levels[0] == 0 && !isSwapped) ? 1 : 0) + (levels[1] is NameLevel.Differ or 0 ? 1 : 0)
            + (levels[2] is DateLevel.Differ or 0 ? 1 : 0) + (levels[3] is PostcodeLevel.Differ or 0 ? 1 : 0);
        return apart switch { 0 => LinkPass.Near, 1 => LinkPass.OneDiffers, _ => LinkPass.Weak };
    }

    private static LinkTable Table(LivePairs pairs, FittedPairs fitted, int cohortCount, float[] hasRecord, List<(int Pair, LinkStatus Status)> rows) => new()
    {
        CohortCount = cohortCount,
        CohortIndex = [.. rows.Select(r => pairs.Left[r.Pair])],
        RecordId = [.. rows.Select(r => r.Status == LinkStatus.Ambiguous ? string.Empty : pairs.RecordIds[pairs.Right[r.Pair]])],
        Probability = [.. rows.Select(r => fitted.Probabilities[r.Pair])],
        Weight = [.. rows.Select(r => fitted.Weight(r.Pair))],
        Pass = [.. rows.Select(r => PassOf(pairs.Patterns[r.Pair]))],
        Status = [.. rows.Select(r => r.Status)],
        HasRecord = hasRecord,
    };
}

/// <summary>Probability and log odds of each live pair under the fitted model.</summary>
internal sealed record FittedPairs(LinkageModel Model, double[] Probabilities, double[] LogOdds)
{
    /// <summary>Base-2 logarithm of the likelihood ratio.</summary>
    public double Weight(int pair) => (LogOdds[pair] - Model.PriorLogOdds) / Math.Log(2);
}
