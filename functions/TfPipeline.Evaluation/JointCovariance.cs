namespace TfPipeline.Evaluation;

/// <summary>Covariances of several effects whose units may share clusters, from their influence values.</summary>
internal static class JointCovariance
{
    /// <param name="influence">Per effect, each unit's influence on it; zero for units outside.</param>
    /// <param name="estimates">The effects, whose own standard errors say by how much few clusters widen each.</param>
    /// <param name="codes">Clusters of the units, coded 0, 1, ….</param>
    /// <param name="count">Number of codes.</param>
    public static double[][] Of(double[][] influence, EffectEstimate[] estimates, int[] codes, int count)
    {
        var sums = Array.ConvertAll(influence, values =>
        {
            var of = new double[count];
            for (var i = 0; i < values.Length; i++)
                of[codes[i]] += values[i];
            return of;
        });
        var plain = Array.ConvertAll(sums, left => Array.ConvertAll(sums, right => left.Zip(right, (a, b) => a * b).Sum()));
        double[] scale = [.. estimates.Select((e, k) => plain[k][k] > 0 ? e.StandardError / Math.Sqrt(plain[k][k]) : 0)];
        return [.. plain.Select((row, j) => row.Select((v, k) => scale[j] * scale[k] * v).ToArray())];
    }
}
