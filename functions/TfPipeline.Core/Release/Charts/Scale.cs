namespace TfPipeline.Core.Release.Charts;

/// <summary>A linear axis with round ticks; positions are percent of the width.</summary>
internal sealed record Scale(double Low, double High, IReadOnlyList<double> Ticks)
{
    private const int WantedTicks = 4;

    public double At(double value) => Math.Clamp((value - Low) / (High - Low) * 100, -1, 101);

    /// <summary>An axis over the values, widened to round numbers; it holds zero when asked to.</summary>
    public static Scale Over(IEnumerable<double> values, bool withZero = true)
    {
        var all = values.Where(double.IsFinite).ToList();
        if (withZero)
            all.Add(0);
        if (all.Count == 0)
            all = [0, 1];
        var (low, high) = (all.Min(), all.Max());
        if (high - low < 1e-9)
            (low, high) = (low - 0.5, high + 0.5);
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
