using System.Buffers;

namespace Parquet.Internal.Writing;

/// <summary>The distinct strings of a column, in order of first appearance, and each value's index.</summary>
internal sealed class StringDictionary : IDisposable
{
    private const int MaxEntries = 1 << 16;
    private const int SampleSize = 1024;

    // A column of 65,536 equally frequent values shows eight repeats in a sample of 1,024.
    private const int MinRepeats = 8;
    private const int MinValues = 4;
    private const int CacheSize = 1 << 10;

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

        return seen.Count <= taken * threshold || taken - seen.Count >= MinRepeats;
    }

    private bool AddAll(ReadOnlySpan<string?> values, int limit)
    {
        // Few kinds come again and again: a small cache in front of the table spares most of the hashing.
        Span<uint> cache = stackalloc uint[CacheSize];
        foreach (var value in values)
        {
            if (value is null)
                continue;
            ref var cached = ref cache[CacheSlot(value)];
            if (cached != 0 && string.Equals(entries[(int)cached - 1], value, StringComparison.Ordinal))
            {
                indices[count++] = cached - 1;
                continue;
            }

            if (!known.TryGetValue(value, out var index))
            {
                if (entries.Count >= limit)
                    return false;
                index = (uint)entries.Count;
                known.Add(value, index);
                entries.Add(value);
            }

            cached = index + 1;
            indices[count++] = index;
        }

        return true;
    }

    private static int CacheSlot(string value)
    {
        if (value.Length == 0)
            return 0;
        var mixed = (uint)value.Length + (value[^1] * 31u) + (value[value.Length / 2] * 1021u) + (value[value.Length - ((value.Length + 3) / 4)] * 7919u);
        return (int)(mixed * 0x9E37_79B1 >> 22);
    }
}
