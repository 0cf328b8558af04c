using System.Buffers;

namespace Parquet.Internal.Writing;

/// <summary>The distinct strings of a column, in order of first appearance, and each value's index.</summary>
internal sealed class StringDictionary : IDisposable
{
    private const int MaxEntries = 1 << 16;
    private const int SampleSize = 1024;
    private const int MinValues = 4;

    private readonly Dictionary<string, uint> known = new(StringComparer.Ordinal);
    private readonly List<string> entries = [];
    private readonly uint[] indices;
    private int count;

    private StringDictionary(int capacity) => indices = ArrayPool<uint>.Shared.Rent(Math.Max(capacity, 1));

    public List<string> Entries => entries;

    public ReadOnlySpan<uint> Indices => indices.AsSpan(0, count);

    /// <summary>A dictionary, or null when it would not pay.</summary>
    public static StringDictionary? TryBuild(ReadOnlySpan<string?> values, int present, double threshold, bool sample)
    {
        if (present < MinValues || (sample && !SamplePays(values, threshold)))
            return null;
        var limit = (int)Math.Min(MaxEntries, present * threshold);
        var dictionary = new StringDictionary(present);
        if (dictionary.AddAll(values, limit))
            return dictionary;
        dictionary.Dispose();
        return null;
    }

    public void Dispose() => ArrayPool<uint>.Shared.Return(indices);

    private static bool SamplePays(ReadOnlySpan<string?> values, double threshold)
    {
        if (values.Length <= SampleSize)
            return true;
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var stride = values.Length / SampleSize;
        var taken = 0;
        for (var i = 0; i < SampleSize; i++)
        {
            if (values[i * stride] is not { } value)
                continue;
            seen.Add(value);
            taken++;
        }

        return seen.Count <= taken * threshold;
    }

    private bool AddAll(ReadOnlySpan<string?> values, int limit)
    {
        string? last = null;
        var lastIndex = 0u;
        foreach (var value in values)
        {
            if (value is null)
                continue;
            if (!ReferenceEquals(value, last))
            {
                if (!known.TryGetValue(value, out lastIndex))
                {
                    if (entries.Count >= limit)
                        return false;
                    lastIndex = (uint)entries.Count;
                    known.Add(value, lastIndex);
                    entries.Add(value);
                }

                last = value;
            }

            indices[count++] = lastIndex;
        }

        return true;
    }
}
