using MathNet.Numerics.Distributions;

namespace TfPipeline.Evaluation;

/// <summary>Wald test that several effects are zero together.</summary>
internal static class WaldTest
{
    /// <summary>Chi-squared, or Hotelling's T² with few clusters; null where nothing varies or clusters are fewer than effects.</summary>
    public static JointTest? Of(double[][] covariance, double[] effects, double? freedom)
    {
        var (statistic, rank) = Quadratic(covariance, effects);
        if (rank == 0)
            return null;
        if (freedom is not { } clusters)
            return new JointTest(statistic, rank, 1 - ChiSquared.CDF(rank, statistic));
        var left = clusters - rank + 1;
        return left <= 0 ? null : new JointTest(statistic, rank, 1 - FisherSnedecor.CDF(rank, left, statistic * left / (clusters * rank)));
    }

    /// <summary>b′ V⁻¹ b by elimination. Effects that are combinations of earlier ones add nothing.</summary>
    internal static (double Value, int Rank) Quadratic(double[][] matrix, double[] vector)
    {
        const double Tolerance = 1e-10;
        var size = vector.Length;
        var (left, right) = (Array.ConvertAll(matrix, r => (double[])r.Clone()), (double[])vector.Clone());
        var (value, rank) = (0.0, 0);
        for (var k = 0; k < size; k++)
        {
            var pivot = left[k][k];
            if (!(pivot > Tolerance * matrix[k][k]))
                continue;
            value += right[k] * right[k] / pivot;
            rank++;
            for (var i = k + 1; i < size; i++)
            {
                var factor = left[i][k] / pivot;
                right[i] -= factor * right[k];
                for (var j = k; j < size; j++)
                    left[i][j] -= factor * left[k][j];
            }
        }

        return (value, rank);
    }
}
