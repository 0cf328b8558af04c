using System.Globalization;
using TfPipeline.Linkage;

namespace TfPipeline.Benchmarks.Linkage;

/// <summary>The defaults, or what TFP_LINKAGE says to try instead: pairs with strangers per person, least pairs of a family, random pairs, match threshold, separated by commas.</summary>
internal static class TriedOptions
{
    public static LinkageOptions Get()
    {
        var options = new LinkageOptions();
        if (Environment.GetEnvironmentVariable("TFP_LINKAGE")?.Split(',') is not [var pairs, var least, var random, var threshold])
            return options;
        return options with
        {
            NonMatchBudgetPerRecord = double.Parse(pairs, CultureInfo.InvariantCulture),
            MinPairsPerBlockingRule = long.Parse(least, CultureInfo.InvariantCulture),
            RandomPairs = int.Parse(random, CultureInfo.InvariantCulture),
            MostPairsCounted = 0,
            MatchThreshold = double.Parse(threshold, CultureInfo.InvariantCulture),
        };
    }
}
