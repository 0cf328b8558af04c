namespace TfPipeline.Synthetic;

/// <summary>Draws with unequal weights: one binary search a draw.</summary>
internal sealed class WeightedList<T>
{
    private readonly T[] _values;
    private readonly double[] _upTo;

    public WeightedList(IEnumerable<(T Value, double Weight)> entries)
    {
        var list = entries.ToList();
        _values = [.. list.Select(e => e.Value)];
        _upTo = new double[list.Count];
        var sum = 0.0;
        for (var i = 0; i < list.Count; i++)
            _upTo[i] = sum += list[i].Weight;
    }

    public T Draw(ref Rng rng)
    {
        var at = Array.BinarySearch(_upTo, rng.NextUnit() * _upTo[^1]);
        return _values[Math.Min(at < 0 ? ~at : at + 1, _values.Length - 1)];
    }
}
