using TfPipeline.Evaluation;

namespace TfPipeline.TestData;

/// <summary>Made-up data with a known truth, from a fixed seed.</summary>
internal static class Simulated
{
    public static (DesignMatrix Design, bool[] Treated) Propensity(int rows, int columns, int seed)
    {
        var random = new Random(seed);
        var covariates = new List<(string, double[])>();
        for (var j = 0; j < columns; j++)
        {
            var binary = j % 2 == 0;
            covariates.Add(($"x{j}", [.. Enumerable.Range(0, rows).Select(_ => binary ? random.Next(2) : (random.NextDouble() * 4) - 2)]));
        }

        var treated = Enumerable.Range(0, rows)
            .Select(i => random.NextDouble() < Logistic(-0.2 + (0.4 * covariates.Sum(c => c.Item2[i]) / columns))).ToArray();
        treated[0] = true;
        treated[1] = false;
        return (DesignMatrix.Create(rows, covariates), treated);
    }

    public static double Logistic(double x) => 1 / (1 + Math.Exp(-x));
}
