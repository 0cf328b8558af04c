namespace TfPipeline.Synthetic;

/// <summary>
/// Small generator (SplitMix64) with a stream for every purpose and number: what one family draws never depends on another,
/// so the data do not depend on order or threads. Integer arithmetic and exact scaling only: every machine draws the same.
/// </summary>
internal struct Rng
{
    private ulong _state;

    private Rng(ulong state) => _state = state;

    /// <summary>The stream of one purpose and number.</summary>
    public static Rng For(ulong seed, string purpose, long number = 0)
    {
        var state = Mix(seed + 0x9E3779B97F4A7C15UL);
        foreach (var c in purpose)
            state = Mix(state ^ c);
        return new Rng(Mix(state ^ (ulong)number));
    }

    public ulong NextBits()
    {
        _state += 0x9E3779B97F4A7C15UL;
        return Mix(_state);
    }

    /// <summary>0 ≤ x &lt; 1, with 53 bits.</summary>
    public double NextUnit() => (NextBits() >> 11) * (1.0 / (1UL << 53));

    /// <summary>0 ≤ x &lt; limit.</summary>
    public int Next(int limit) => (int)(((UInt128)NextBits() * (uint)limit) >> 64);

    /// <summary>from ≤ x ≤ to.</summary>
    public int Between(int from, int to) => from + Next(to - from + 1);

    public bool Chance(double probability) => NextUnit() < probability;

    /// <summary>A date from … to, both inclusive.</summary>
    public DateOnly Date(DateOnly from, DateOnly to) => from.AddDays(Next(to.DayNumber - from.DayNumber + 1));

    /// <summary>Roughly normal with mean 0 and standard deviation 1: the sum of twelve uniforms less six. No logarithm, so no platform differs.</summary>
    public double NextBell()
    {
        var sum = -6.0;
        for (var i = 0; i < 12; i++)
            sum += NextUnit();
        return sum;
    }

    public T Pick<T>(ReadOnlySpan<T> from) => from[Next(from.Length)];

    private static ulong Mix(ulong z)
    {
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9UL;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EBUL;
        return z ^ (z >> 31);
    }
}
