using System.Runtime.InteropServices;

namespace TfPipeline.Core.Tests.DepartmentLinking;

/// <summary>
/// What a thief can do without the key: count the 64-bit words that repeat in what was stolen and set them beside public frequencies of
/// names or dates, the most common beside the most common. Public frequencies are taken to be exactly those of the people in the store.
/// </summary>
internal static class FrequencyAttack
{
    /// <summary>Share of people whose value the attack names rightly.</summary>
    /// <param name="words">Repeated words of what the thief holds.</param>
    /// <param name="values">The value of each person, which only the public ranking and the judge use.</param>
    /// <param name="tokenOf">The token of a value, which only the judge uses.</param>
    public static double ReidentifiedShare(IReadOnlyList<ulong> words, IReadOnlyCollection<string> values, Func<string, ulong> tokenOf)
    {
        var ranking = values.GroupBy(v => v, StringComparer.Ordinal).OrderByDescending(g => g.Count()).ThenBy(g => g.Key, StringComparer.Ordinal).ToList();
        return ranking.Zip(words).Where(g => g.Second == tokenOf(g.First.Key)).Sum(g => g.First.Count()) / (double)values.Count;
    }

    /// <summary>Words at any place that occur more than once, most frequent first.</summary>
    public static IReadOnlyList<ulong> RepeatedWords(IReadOnlyCollection<byte[]> stolen)
    {
        var counts = new Dictionary<ulong, int>();
        foreach (var file in stolen)
        {
            for (var at = 0; at + sizeof(ulong) <= file.Length; at++)
            {
                ref var count = ref CollectionsMarshal.GetValueRefOrAddDefault(counts, BitConverter.ToUInt64(file, at), out _);
                count++;
            }
        }

        return [.. counts.Where(c => c.Value > 1 && c.Key != 0).OrderByDescending(c => c.Value).ThenBy(c => c.Key).Select(c => c.Key)];
    }
}
