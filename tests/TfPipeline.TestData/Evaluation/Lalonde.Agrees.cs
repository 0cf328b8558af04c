using System.Globalization;

namespace TfPipeline.TestData;

internal static partial class Lalonde
{
    /// <summary>Agreement with R to one part in a million, the bar that the project sets itself.</summary>
    public static void Agrees(string reference, double value)
    {
        var expected = Reference(reference);
        Assert.True(
            Math.Abs(value - expected) <= 1e-6 * Math.Abs(expected) + 1e-15,
            $"{reference}: R says {expected.ToString("R", CultureInfo.InvariantCulture)}, we say {value.ToString("R", CultureInfo.InvariantCulture)}");
    }
}
