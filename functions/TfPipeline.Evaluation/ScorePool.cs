namespace TfPipeline.Evaluation;

/// <summary>
/// Comparison units of one stratum by score. Equal scores form a run in the order of the data, so that ties always go to the unit
/// that comes first there. Finding and taking the nearest free unit costs a logarithm, not a scan.
/// </summary>
internal sealed class ScorePool
{
    private readonly double[] _scores;
    private readonly int[] _units;
    private readonly int[] _starts;
    private readonly int[] _next;
    private readonly int[] _lower;
    private readonly int[] _higher;

    public ScorePool(double[] scores, IEnumerable<int> units)
    {
        _units = [.. units.OrderBy(u => scores[u]).ThenBy(u => u)];
        var starts = new List<int>();
        for (var i = 0; i < _units.Length; i++)
        {
            if (i == 0 || scores[_units[i]] != scores[_units[i - 1]])
                starts.Add(i);
        }

        _scores = [.. starts.Select(s => scores[_units[s]])];
        _starts = [.. starts, _units.Length];
        _next = [.. starts];

        // Runs are shifted by one so that both ends have a mark that is never used up.
        _lower = [.. Enumerable.Range(0, _scores.Length + 2)];
        _higher = [.. Enumerable.Range(0, _scores.Length + 2)];
    }

    /// <summary>Takes the nearest free unit within the caliper; −1 when there is none.</summary>
    public int Take(double score, double caliper)
    {
        var place = LowerBound(score);
        var right = Root(_higher, place + 1) - 1;
        var left = Root(_lower, place) - 1;
        var run = Nearer(left, right, score, l => _units[_next[l]]);
        if (run < 0 || Math.Abs(_scores[run] - score) > caliper)
            return -1;
        var unit = _units[_next[run]++];
        if (_next[run] == _starts[run + 1])
        {
            _lower[run + 1] = run;
            _higher[run + 1] = run + 2;
        }

        return unit;
    }

    /// <summary>The nearest units within the caliper that <paramref name="accept"/> allows, nearest first, all still free.</summary>
    public int[] Nearest(double score, double caliper, int count, Func<int, bool>? accept = null)
    {
        var found = new List<int>(count);
        var right = LowerBound(score);
        var left = right - 1;
        int rightOffset = 0, leftOffset = 0;
        while (found.Count < count)
        {
            var run = Nearer(left, right < _scores.Length ? right : _scores.Length, score, r => _units[_starts[r] + (r == left ? leftOffset : rightOffset)]);
            if (run < 0 || Math.Abs(_scores[run] - score) > caliper)
                break;
            var unit = run == left ? _units[_starts[run] + leftOffset++] : _units[_starts[run] + rightOffset++];
            if (accept is null || accept(unit))
                found.Add(unit);
            if (run == left && _starts[left] + leftOffset == _starts[left + 1])
                (left, leftOffset) = (left - 1, 0);
            else if (run == right && _starts[right] + rightOffset == _starts[right + 1])
                (right, rightOffset) = (right + 1, 0);
        }

        return [.. found];
    }

    private int Nearer(int left, int right, double score, Func<int, int> first)
    {
        if (right >= _scores.Length)
            return left;
        if (left < 0)
            return right;
        var below = Math.Abs(_scores[left] - score);
        var above = Math.Abs(_scores[right] - score);
        if (below != above)
            return below < above ? left : right;
        return first(left) < first(right) ? left : right;
    }

    private int LowerBound(double score)
    {
        var place = Array.BinarySearch(_scores, score);
        return place >= 0 ? place : ~place;
    }

    private static int Root(int[] parent, int node)
    {
        while (parent[node] != node)
        {
            parent[node] = parent[parent[node]];
            node = parent[node];
        }

        return node;
    }
}
