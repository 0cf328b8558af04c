namespace TfPipeline.Benchmarks.Parquet;

/// <summary>Made-up columns of one row group: a token, an integer, a date, a word of few kinds with gaps, a number.</summary>
internal sealed class SampleRows
{
    private static readonly string[] Words = [.. Enumerable.Range(0, 40).Select(i => $"category {i:00}")];

    public SampleRows(int rows, int seed)
    {
        var random = new Random(seed);
        Tokens = new long[rows];
        Numbers = new int[rows];
        Days = new DateOnly[rows];
        Kinds = new string?[rows];
        Values = new double[rows];
        var first = new DateOnly(1940, 1, 1);
        for (var i = 0; i < rows; i++)
        {
            Tokens[i] = random.NextInt64();
            Numbers[i] = random.Next(1_000_000);
            Days[i] = first.AddDays(random.Next(25_000));
            Kinds[i] = random.Next(10) == 0 ? null : Words[random.Next(Words.Length)];
            Values[i] = random.NextDouble() * 1000;
        }
    }

    public long[] Tokens { get; }

    public int[] Numbers { get; }

    public DateOnly[] Days { get; }

    public string?[] Kinds { get; }

    public double[] Values { get; }
}
