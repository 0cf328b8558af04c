namespace TfPipeline.TestKit;

/// <summary>How many inputs a fuzzer makes: its own few, or as many as TFP_FUZZ says, or 100,000 with TFP_FULL=1.</summary>
internal static class FuzzCount
{
    public static int Of(int few)
    {
        if (int.TryParse(Environment.GetEnvironmentVariable("TFP_FUZZ"), System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var asked))
            return asked;
        return Environment.GetEnvironmentVariable("TFP_FULL") == "1" ? 100_000 : few;
    }
}
