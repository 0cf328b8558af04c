namespace TfPipeline.Linkage;

/// <summary>Buffers for the keys of a run of rows; one for each worker.</summary>
internal sealed class BlockingScratch
{
    /// <summary>Most rows at a time.</summary>
    public const int Rows = 2048;

    private readonly int[] _remaining = new int[Rows];

    public ulong[] Keys { get; } = new ulong[Rows];

    public int[] Blocks { get; } = new int[Rows];

    /// <summary>The row numbers from one on, as many as fit.</summary>
    public Span<int> Fill(int from, int end)
    {
        var remaining = _remaining.AsSpan(0, Math.Min(Rows, end - from));
        for (var i = 0; i < remaining.Length; i++)
            remaining[i] = from + i;
        return remaining;
    }
}
