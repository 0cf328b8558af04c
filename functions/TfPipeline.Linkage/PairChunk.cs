namespace TfPipeline.Linkage;

/// <summary>Growing columns of pairs.</summary>
internal sealed class PairChunk
{
    private int[] _left = new int[1024];
    private int[] _right = new int[1024];
    private int[] _patterns = new int[1024];

    public int Count { get; private set; }

    public long Compared { get; set; }

    public long Candidates { get; set; }

    public ReadOnlySpan<int> Left => _left.AsSpan(0, Count);

    public ReadOnlySpan<int> Right => _right.AsSpan(0, Count);

    public ReadOnlySpan<int> Patterns => _patterns.AsSpan(0, Count);

    public void Add(int left, int right, int pattern)
    {
        if (Count == _left.Length)
        {
            Array.Resize(ref _left, 2 * Count);
            Array.Resize(ref _right, 2 * Count);
            Array.Resize(ref _patterns, 2 * Count);
        }

        (_left[Count], _right[Count], _patterns[Count]) = (left, right, pattern);
        Count++;
    }
}
