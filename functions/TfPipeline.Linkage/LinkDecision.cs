namespace TfPipeline.Linkage;

/// <summary>Turns probabilities into links: assignment, thresholds, and the refusal of ties.</summary>
internal static class LinkDecision
{
    // Two pairs whose probabilities differ by less than this are tied, and no rule could prefer one.
    private const double TieTolerance = 1e-6;

    // Pairs with a smaller probability than this cannot change whether there is a tie.
    private const double Negligible = 1e-12;

    private const int PieceRows = 1 << 14;

    public static LinkTable Decide(CandidatePairs pairs, FittedPairs fitted, int cohortCount, LinkageOptions options)
    {
        var decided = new Decided(pairs, fitted.Probabilities, Assignment.Solve(pairs, fitted, options), options);
        var hasRecord = new float[cohortCount];
        for (int start = 0, end; start < pairs.Count; start = end)
        {
            end = start;
            while (end < pairs.Count && pairs.Left[end] == pairs.Left[start])
                end++;
            hasRecord[pairs.Left[start]] = decided.Add(start, end);
        }

        return Table(pairs, fitted, hasRecord, decided.Rows, options.Threads);
    }

    /// <summary>The fields whose agreement a link rests on.</summary>
    public static LinkEvidence EvidenceOf(int pattern)
    {
        var levels = ComparisonVector.Levels(pattern);
        if (levels[5] == CodeLevel.Exact || levels[6] == CodeLevel.Exact)
            return LinkEvidence.Number;
        var namesAndDate = levels[0] == NameLevel.Exact && levels[1] == NameLevel.Exact && levels[2] == DateLevel.Exact;
        if (namesAndDate)
            return levels[3] == PostcodeLevel.Exact ? LinkEvidence.AllExact : LinkEvidence.NamesAndDate;
        var isSwapped = levels[1] == NameLevel.Swapped;
        var apart = (levels[0] == NameLevel.Differ || (levels[0] == 0 && !isSwapped) ? 1 : 0) + (levels[1] is NameLevel.Differ or 0 ? 1 : 0)
            + (levels[2] is DateLevel.Differ or 0 ? 1 : 0) + (levels[3] is PostcodeLevel.Differ or 0 ? 1 : 0);
        return apart switch { 0 => LinkEvidence.Near, 1 => LinkEvidence.OneDiffers, _ => LinkEvidence.Weak };
    }

    private static LinkTable Table(CandidatePairs pairs, FittedPairs fitted, float[] hasRecord, List<(int Pair, LinkStatus Status)> rows, int threads)
    {
        var table = new LinkTable
        {
            CohortCount = hasRecord.Length,
            CohortIndex = new int[rows.Count],
            RecordId = new string[rows.Count],
            Probability = new double[rows.Count],
            Weight = new double[rows.Count],
            Evidence = new LinkEvidence[rows.Count],
            Status = new LinkStatus[rows.Count],
            HasRecord = hasRecord,
        };
        Workers.Run(rows.Count, PieceRows, threads, (from, to) =>
        {
            for (var k = from; k < to; k++)
            {
                var (p, status) = rows[k];
                table.CohortIndex[k] = pairs.Left[p];
                table.RecordId[k] = status == LinkStatus.Ambiguous ? string.Empty : pairs.RecordIds[pairs.Right[p]];
                table.Probability[k] = fitted.Probabilities[p];
                table.Weight[k] = fitted.Scorer.Score(pairs.Left[p], pairs.Patterns[p]) / Math.Log(2);
                table.Evidence[k] = EvidenceOf(pairs.Patterns[p]);
                table.Status[k] = status;
            }
        });
        return table;
    }

    /// <summary>The rows of the table while people are decided one after the other.</summary>
    private sealed class Decided
    {
        private readonly CandidatePairs _pairs;
        private readonly double[] _probabilities;
        private readonly bool[] _isTaken;
        private readonly LinkageOptions _options;
        private readonly double[] _hasPerson;
        private readonly double[] _bestOfRecord;

        public Decided(CandidatePairs pairs, double[] probabilities, bool[] isTaken, LinkageOptions options)
        {
            (_pairs, _probabilities, _isTaken, _options) = (pairs, probabilities, isTaken, options);
            (_hasPerson, _bestOfRecord, Rows) = (new double[pairs.RecordCount], new double[pairs.RecordCount], new(pairs.RecordCount));
            for (var p = 0; p < pairs.Count; p++)
            {
                if (probabilities[p] < Negligible)
                    continue;
                _hasPerson[pairs.Right[p]] += probabilities[p];
                _bestOfRecord[pairs.Right[p]] = Math.Max(_bestOfRecord[pairs.Right[p]], probabilities[p]);
            }
        }

        public List<(int Pair, LinkStatus Status)> Rows { get; }

        /// <summary>Decides one person's pairs; gives the probability that one of the records is theirs.</summary>
        public float Add(int from, int to)
        {
            var (sum, best, any) = (0.0, from, false);
            for (var p = from; p < to; p++)
            {
                sum += _probabilities[p];
                best = _probabilities[p] > _probabilities[best] ? p : best;
            }

            for (var p = from; p < to; p++)
            {
                if (_isTaken[p] && !IsTied(p, from, to))
                {
                    Rows.Add((p, LinkStatus.Match));
                    any = true;
                }
                else if (_options.Cardinality == Cardinality.ManyToMany && _probabilities[p] >= _options.PossibleThreshold)
                {
                    Rows.Add((p, LinkStatus.Possible));
                }
            }

            if (!any && _options.Cardinality != Cardinality.ManyToMany && _probabilities[best] >= _options.PossibleThreshold)
            {
                var isContested = sum >= _options.MatchThreshold || _hasPerson[_pairs.Right[best]] >= _options.MatchThreshold;
                Rows.Add((best, isContested ? LinkStatus.Ambiguous : LinkStatus.Possible));
            }

            return (float)Math.Min(1, sum);
        }

        private bool IsTied(int p, int from, int to)
        {
            if (_options.Cardinality == Cardinality.ManyToMany)
                return false;
            for (var q = from; q < to && _options.Cardinality == Cardinality.OneToOne; q++)
            {
                if (q != p && Math.Abs(_probabilities[q] - _probabilities[p]) < TieTolerance)
                    return true;
            }

            return _bestOfRecord[_pairs.Right[p]] > _probabilities[p] + TieTolerance
                || _hasPerson[_pairs.Right[p]] - _probabilities[p] > _probabilities[p] - TieTolerance;
        }
    }
}

/// <summary>Probability and log odds of each candidate pair under the fitted model.</summary>
internal sealed record FittedPairs(PairScorer Scorer, double[] Probabilities, double[] LogOdds);
