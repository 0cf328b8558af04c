using TfPipeline.Core.OutsideParquet;
using TfPipeline.Evaluation;
using TfPipeline.Evaluation.Panels;

namespace TfPipeline.Core.Release;

/// <summary>The verdicts of a release, read back from its table of effects: the main estimate of each outcome over the whole time.</summary>
public static class ReleaseVerdicts
{
    /// <summary>The table's file below the release.</summary>
    public const string Table = "tables/effects.parquet";

    /// <summary>Reads the verdicts of those outcomes that the table holds.</summary>
    /// <param name="effects">The table; the stream must be seekable.</param>
    /// <param name="outcomes">What the outcomes are.</param>
    /// <exception cref="InvalidDataException">A column of the table is absent.</exception>
    public static IReadOnlyList<ReleasedVerdict> Read(Stream effects, IReadOnlyList<OutcomeDefinition> outcomes)
    {
        ArgumentNullException.ThrowIfNull(outcomes);
        var definitions = outcomes.ToDictionary(o => o.Code, StringComparer.Ordinal);
        using var file = OutsideParquetFile.Open(effects);
        return [.. Enumerable.Range(0, file.RowGroups).SelectMany(g => Read(file, g, definitions))];
    }

    private static List<ReleasedVerdict> Read(OutsideParquetFile file, int index, Dictionary<string, OutcomeDefinition> definitions)
    {
        using var group = file.Group(index);
        var (outcome, window, estimator, flags) = (Texts("outcome"), Texts("window"), Texts("estimator"), Texts("flags"));
        var (effect, low, high, adjusted) = (Numbers("effect"), Numbers("ci_low"), Numbers("ci_high"), Numbers("p_value_adjusted"));
        var verdicts = new List<ReleasedVerdict>();
        for (var r = 0; r < group.Rows; r++)
        {
            if (window[r] != PanelWindow.Cumulative.Name || estimator[r] != Estimators.AttWeights || !definitions.TryGetValue(outcome[r] ?? "", out var definition))
                continue;
            var verdict = EffectVerdict.Of((effect[r], low[r], high[r], adjusted[r]), (flags[r] ?? "").Split(' '), definition.MoreIs);
            verdicts.Add(new ReleasedVerdict(definition, verdict, effect[r], low[r], high[r]));
        }

        return verdicts;

        string?[] Texts(string name) => group.Texts(Column(name));
        double?[] Numbers(string name) => group.Numbers(Column(name));
        OutsideColumn Column(string name) => file.Named(name).FirstOrDefault() ?? throw new InvalidDataException($"The table of effects has no column {name}.");
    }
}

/// <summary>What a release says of an outcome.</summary>
/// <param name="Outcome">The outcome.</param>
/// <param name="Verdict">The verdict with its vetoes.</param>
/// <param name="Effect">The effect as printed; null where withheld or not estimated.</param>
/// <param name="Low">Lower limit of its 95 % interval.</param>
/// <param name="High">Upper limit.</param>
public sealed record ReleasedVerdict(OutcomeDefinition Outcome, EffectVerdict Verdict, double? Effect, double? Low, double? High);
