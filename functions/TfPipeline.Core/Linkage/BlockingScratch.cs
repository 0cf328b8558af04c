namespace TfPipeline.Core.Linkage;

/// <summary>Room for the keys of a run of rows; one per worker.</summary>
internal sealed class BlockingScratch
{
    /// <summary>Most rows at a time.</summary>
    public const int Rows = 2048;

    private readonly int[] _alive = new int[Rows];

    public ulong[] Keys { get; } = new ulong[Rows];

    public int[] Blocks { get; } = new int[Rows];

    /// <summary>The row numbers from one on, as many as fit.</summary>
    public Span<int> Fill(int from, int end)
    {
        var alive = _alive.AsSpan(0, Math.Min(Rows, end - from));
        for (var i = 0; i < alive.Length; i++)
            alive[i] = from + i;
        return alive;
    }
}
