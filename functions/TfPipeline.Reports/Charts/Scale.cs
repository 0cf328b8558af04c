namespace TfPipeline.Reports.Charts;

/// <summary>A linear axis with round ticks; positions are percent of the width.</summary>
/// <param name="Low">The left end.</param>
/// <param name="High">The right end.</param>
/// <param name="Ticks">Where the axis is labelled, from left to right.</param>
public sealed record Scale(double Low, double High, IReadOnlyList<double> Ticks)
{
    private const int WantedTicks = 4;

    /// <summary>Nought to a hundred percent.</summary>
    public static Scale Percent { get; } = new(0, 100, [0, 25, 50, 75, 100]);

    /// <summary>Where a value lies, in percent of the width; just outside for one beyond an end.</summary>
    public double At(double value) => Math.Clamp((value - Low) / (High - Low) * 100, -1, 101);

    /// <summary>An axis over the values and zero, widened to round numbers.</summary>
    public static Scale Over(IEnumerable<double> values)
    {
        var all = values.Where(double.IsFinite).Append(0).ToList();
        var (low, high) = (all.Min(), all.Max());
        if (high - low < 1e-9)
            (low, high) = all.Count == 1 ? (0, 1) : (low - 0.5, high + 0.5);
        var step = Step((high - low) / WantedTicks);
        low = Math.Floor(Math.Round(low / step, 6)) * step;
        high = Math.Ceiling(Math.Round(high / step, 6)) * step;
        var ticks = Enumerable.Range(0, (int)Math.Round((high - low) / step) + 1).Select(i => Math.Round(low + (i * step), 10)).ToList();
        return new Scale(low, high, ticks);
    }

    private static double Step(double raw)
    {
        var power = Math.Pow(10, Math.Floor(Math.Log10(raw)));
        var part = raw / power;
        return power * (part <= 1 ? 1 : part <= 2 ? 2 : part <= 5 ? 5 : 10);
    }
}
