namespace TfPipeline.Linkage;

/// <summary>Sets of connected nodes; the smallest node names its set.</summary>
public sealed class DisjointSets
{
    private readonly int[] _parents;

    public DisjointSets(int nodes)
    {
        _parents = new int[nodes];
        for (var i = 0; i < nodes; i++)
            _parents[i] = i;
    }

    public int Find(int node)
    {
        while (_parents[node] != node)
            node = _parents[node] = _parents[_parents[node]];
        return node;
    }

    public void Join(int a, int b)
    {
        (a, b) = (Find(a), Find(b));
        _parents[Math.Max(a, b)] = Math.Min(a, b);
    }
}
