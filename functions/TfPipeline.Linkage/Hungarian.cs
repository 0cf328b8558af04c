namespace TfPipeline.Linkage;

/// <summary>Maximum-weight assignment by shortest augmenting paths with potentials (Kuhn, Munkres; cubic time).</summary>
internal static class Hungarian
{
    /// <summary>The column of each row, or −1; gains of 0 mean that the pair does not exist.</summary>
    public static int[] Maximise(double[,] gains)
    {
        var size = Math.Max(gains.GetLength(0), gains.GetLength(1));
        var (rowPotential, columnPotential) = (new double[size + 1], new double[size + 1]);
        var rowOf = new int[size + 1];
        for (var row = 1; row <= size; row++)
            Augment(gains, row, rowPotential, columnPotential, rowOf);
        var chosen = new int[gains.GetLength(0)];
        Array.Fill(chosen, -1);
        for (var column = 1; column <= size; column++)
        {
            if (rowOf[column] - 1 < chosen.Length && column - 1 < gains.GetLength(1) && gains[rowOf[column] - 1, column - 1] > 0)
                chosen[rowOf[column] - 1] = column - 1;
        }

        return chosen;
    }

    private static void Augment(double[,] gains, int row, double[] rowPotential, double[] columnPotential, int[] rowOf)
    {
        var size = rowOf.Length - 1;
        var (shortest, previous, isDone) = (new double[size + 1], new int[size + 1], new bool[size + 1]);
        Array.Fill(shortest, double.PositiveInfinity);
        rowOf[0] = row;
        var column = 0;
        do
        {
            isDone[column] = true;
            var current = rowOf[column];
            var (step, next) = (double.PositiveInfinity, 0);
            for (var c = 1; c <= size; c++)
            {
                if (isDone[c])
                    continue;
                var slack = Cost(gains, current, c) - rowPotential[current] - columnPotential[c];
                if (slack < shortest[c])
                    (shortest[c], previous[c]) = (slack, column);
                if (shortest[c] < step)
                    (step, next) = (shortest[c], c);
            }

            for (var c = 0; c <= size; c++)
            {
                if (isDone[c])
                {
                    rowPotential[rowOf[c]] += step;
                    columnPotential[c] -= step;
                }
                else
                {
                    shortest[c] -= step;
                }
            }

            column = next;
        }
        while (rowOf[column] != 0);

        for (; column != 0; column = previous[column])
            rowOf[column] = rowOf[previous[column]];
    }

    private static double Cost(double[,] gains, int row, int column)
        => row <= gains.GetLength(0) && column <= gains.GetLength(1) ? -gains[row - 1, column - 1] : 0;
}
