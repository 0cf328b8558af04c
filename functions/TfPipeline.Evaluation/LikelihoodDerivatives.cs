using System.Collections.Concurrent;

namespace TfPipeline.Evaluation;

/// <summary>
/// Objective, score and information of a model with one linear predictor at given coefficients. Units are cut into parts whose borders depend on the number of units alone;
/// parts may run on any thread and are added up in a fixed order.
/// </summary>
internal abstract class LikelihoodDerivatives(DesignMatrix design, int threads)
{
    private const int Parts = 32;

    private readonly int _columns = design.Columns.Length;
    private readonly ConcurrentBag<CrossProduct> _products = [];

    public double[] Information { get; private set; } = [];

    public double[] Score { get; private set; } = [];

    public double LogLikelihood { get; private set; }

    public double[] Fitted { get; } = new double[design.Rows];

    /// <summary>The information where it is the same at all coefficients; null otherwise.</summary>
    protected virtual double[]? ConstantInformation => null;

    /// <summary>Starts there; what is known of the information is not worked out again.</summary>
    public void Run(StartingPoint start)
    {
        Run(start.Coefficients, withInformation: start.Information is null);
        Information = start.Information ?? Information;
    }

    /// <summary>Fitted values of units of another matrix with the same columns, or of this one's.</summary>
    public double[] FittedOn(DesignMatrix other, double[] coefficients)
    {
        if (ReferenceEquals(other, design))
            return (double[])Fitted.Clone();
        var eta = new double[other.Rows];
        for (var j = 0; j < _columns; j++)
        {
            if (coefficients[j] != 0)
                other.Columns[j].AddScaled(0, coefficients[j], eta);
        }

        return Array.ConvertAll(eta, Mean);
    }

    /// <summary>The fitted value that a linear predictor stands for.</summary>
    protected virtual double Mean(double eta) => eta;

    /// <param name="coefficients">Where to look.</param>
    /// <param name="withInformation">False leaves the information out, which is nearly all of the work, and empty.</param>
    public void Run(double[] coefficients, bool withInformation = true)
    {
        var constant = withInformation ? ConstantInformation : null;
        withInformation &= constant is null;
        var blocks = (design.Rows + CrossProduct.BlockRows - 1) / CrossProduct.BlockRows;
        var perPart = Math.Max(1, (blocks + Parts - 1) / Parts);
        var parts = (blocks + perPart - 1) / perPart;
        var sums = new PartSum[parts];
        void RunPart(int part) => sums[part] = Sum(coefficients, part * perPart, Math.Min(blocks, (part + 1) * perPart), withInformation);
        if (threads > 1)
            Parallel.For(0, parts, new ParallelOptions { MaxDegreeOfParallelism = threads }, RunPart);
        else
            for (var part = 0; part < parts; part++)
                RunPart(part);
        Information = new double[withInformation ? CrossProduct.PackedLength(_columns) : 0];
        Score = new double[_columns];
        LogLikelihood = 0;
        foreach (var sum in sums)
        {
            AddTo(Information, sum.Information);
            AddTo(Score, sum.Score);
            LogLikelihood += sum.LogLikelihood;
        }

        Information = constant ?? Information;
    }

    private PartSum Sum(double[] coefficients, int fromBlock, int toBlock, bool withInformation)
    {
        var product = withInformation ? _products.TryTake(out var used) ? used : new CrossProduct(_columns) : null;
        var sum = new PartSum(new double[withInformation ? CrossProduct.PackedLength(_columns) : 0], new double[_columns]);
        Span<double> eta = stackalloc double[CrossProduct.BlockRows];
        Span<double> weight = stackalloc double[CrossProduct.BlockRows];
        Span<double> residual = stackalloc double[CrossProduct.BlockRows];
        for (var block = fromBlock; block < toBlock; block++)
        {
            var start = block * CrossProduct.BlockRows;
            var count = Math.Min(CrossProduct.BlockRows, design.Rows - start);
            eta[..count].Clear();
            for (var j = 0; j < _columns; j++)
            {
                if (coefficients[j] != 0)
                    design.Columns[j].AddScaled(start, coefficients[j], eta[..count]);
            }

            weight[count..].Clear();
            sum.LogLikelihood += Units(start, count, eta, weight, residual);
            if (product is not null)
            {
                product.Load(design.Columns, start, count);
                product.Add(weight, sum.Information);
            }

            AddScore(sum.Score, start, residual[..count]);
        }

        if (product is not null)
            _products.Add(product);
        return sum;
    }

    private void AddScore(double[] score, int start, ReadOnlySpan<double> residual)
    {
        var columns = design.Columns;
        for (var j = 0; j + 1 < columns.Length; j += 2)
        {
            var (first, second) = DesignColumn.Dot(columns[j], columns[j + 1], start, residual);
            score[j] += first;
            score[j + 1] += second;
        }

        if (columns.Length % 2 == 1)
            score[^1] += columns[^1].Dot(start, residual);
    }

    /// <summary>
    /// Fills each unit's weight in the information and its residual, which times its covariates is its score, and the fitted value.
    /// </summary>
    /// <returns>The block's part of the objective.</returns>
    protected abstract double Units(int start, int count, ReadOnlySpan<double> eta, Span<double> weight, Span<double> residual);

    private static void AddTo(double[] target, double[] source)
    {
        for (var i = 0; i < target.Length; i++)
            target[i] += source[i];
    }

    private sealed class PartSum(double[] information, double[] score)
    {
        public double[] Information { get; } = information;

        public double[] Score { get; } = score;

        public double LogLikelihood { get; set; }
    }
}
