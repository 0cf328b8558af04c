namespace TfPipeline.Evaluation;

/// <summary>
/// Cholesky factor of a small matrix of sums of products, the intercept first (lower triangle packed by rows), in plain loops so that its bits don't depend on a
/// numerics provider. Columns that are linear combinations of earlier ones are left out, as R's <c>glm</c> does.
/// </summary>
internal sealed class SymmetricFactor
{
    // A column whose remaining sum of squares, after the earlier columns, is below this part of its own about its mean is a linear
    // combination of them. About its mean: far from zero, nearly all of a column's sum of squares is the intercept's.
    private const double AliasTolerance = 1e-10;

    private readonly double[] _lower;

    private SymmetricFactor(int size, double[] lower, bool[] aliased)
    {
        Size = size;
        _lower = lower;
        Aliased = aliased;
    }

    public int Size { get; }

    public bool[] Aliased { get; }

    /// <summary>Factors the matrix; <c>null</c> when it isn't finite or a diagonal that must be used is not positive.</summary>
    public static SymmetricFactor? TryCreate(double[] packed, int size, bool[]? aliased)
    {
        var lower = new double[packed.Length];
        var skip = aliased is null ? new bool[size] : (bool[])aliased.Clone();
        for (var i = 0; i < size; i++)
        {
            for (var j = 0; j < i; j++)
                lower[CrossProduct.PackedIndex(i, j)] = skip[i] || skip[j] ? 0 : Reduce(packed, lower, i, j) / lower[CrossProduct.PackedIndex(j, j)];
            var pivot = skip[i] ? 0 : Reduce(packed, lower, i, i);
            if (!double.IsFinite(pivot))
                return null;
            if (!skip[i] && pivot <= AliasTolerance * AboutMean(packed, i))
            {
                if (aliased is not null)
                    return null;
                skip[i] = true;
                lower.AsSpan(CrossProduct.PackedIndex(i, 0), i + 1).Clear();
            }

            lower[CrossProduct.PackedIndex(i, i)] = skip[i] ? 1 : Math.Sqrt(pivot);
        }

        return new SymmetricFactor(size, lower, skip);
    }

    /// <summary>Solves for one right-hand side; aliased columns get zero.</summary>
    public double[] Solve(ReadOnlySpan<double> right)
    {
        var solution = right.ToArray();
        for (var i = 0; i < Size; i++)
        {
            var sum = Aliased[i] ? 0 : solution[i];
            for (var j = 0; j < i; j++)
                sum -= _lower[CrossProduct.PackedIndex(i, j)] * solution[j];
            solution[i] = Aliased[i] ? 0 : sum / _lower[CrossProduct.PackedIndex(i, i)];
        }

        for (var i = Size - 1; i >= 0; i--)
        {
            var sum = solution[i];
            for (var j = i + 1; j < Size; j++)
                sum -= _lower[CrossProduct.PackedIndex(j, i)] * solution[j];
            solution[i] = Aliased[i] ? 0 : sum / _lower[CrossProduct.PackedIndex(i, i)];
        }

        return solution;
    }

    /// <summary>Diagonal of the inverse; not a number for aliased columns.</summary>
    public double[] InverseDiagonal()
    {
        var diagonal = new double[Size];
        var unit = new double[Size];
        for (var i = 0; i < Size; i++)
        {
            unit[i] = 1;
            diagonal[i] = Aliased[i] ? double.NaN : Solve(unit)[i];
            unit[i] = 0;
        }

        return diagonal;
    }

    // The first column is the intercept, so what is left of a column after it is its sum of squares about its mean.
    private static double AboutMean(double[] packed, int i)
    {
        var own = packed[CrossProduct.PackedIndex(i, i)];
        var shared = packed[CrossProduct.PackedIndex(i, 0)];
        return i == 0 ? own : Math.Max(0, own - (shared * shared / packed[0]));
    }

    private static double Reduce(double[] packed, double[] lower, int i, int j)
    {
        var sum = packed[CrossProduct.PackedIndex(i, j)];
        for (var k = 0; k < j; k++)
            sum -= lower[CrossProduct.PackedIndex(i, k)] * lower[CrossProduct.PackedIndex(j, k)];
        return sum;
    }
}
