using System.Buffers.Binary;
using System.IO.Hashing;

namespace TfPipeline.Disclosure;

/// <summary>
/// Records of an earlier release and of this one, so that the records in which the two differ satisfy the policy by themselves. Families of an earlier
/// release keep their class. Where fewer than k families of a class are missing, others of it are left out too, in an order that only the key of the references
/// decides, until k are, and they stay out. Families that are new form classes among themselves.
/// </summary>
internal sealed class RecordHistory
{
    private readonly UInt128[] _keys;
    private readonly int _release;
    private readonly Dictionary<int, RecordClass?> _decided = [];

    public RecordHistory(UInt128[] keys, IReadOnlyList<LedgerEntry> earlier, int k)
    {
        (_keys, _release) = (keys, earlier.Count);
        if (keys.Length == 0 || earlier.Count == 0)
            return;
        var number = Enumerable.Range(0, keys.Length).ToDictionary(f => keys[f]);
        var last = earlier[^1].Records;
        foreach (var known in last.GroupBy(r => r.Value))
        {
            var present = known.Where(r => number.ContainsKey(r.Key)).Select(r => r.Key).OrderBy(Draw).ToList();
            var missing = known.Count() - present.Count;
            var leave = missing == 0 ? 0 : Math.Max(0, k - missing);
            if (present.Count - leave < k)
                leave = present.Count;
            for (var i = 0; i < present.Count; i++)
                _decided[number[present[i]]] = i < leave ? null : known.Key;
        }

        // Once out, a family stays out: its return would tell which one it was.
        foreach (var gone in earlier.SelectMany(e => e.Records.Keys).Where(f => !last.ContainsKey(f) && number.ContainsKey(f)))
            _decided[number[gone]] = null;
    }

    /// <summary>Families that an earlier release decides on: with their class, or null where they stay out.</summary>
    public IReadOnlyDictionary<int, RecordClass?> Decided => _decided;

    /// <summary>What the ledger keeps of the records that leave.</summary>
    public Dictionary<UInt128, RecordClass> Records(FamilyClasses classes)
    {
        var records = new Dictionary<UInt128, RecordClass>();
        for (var f = 0; f < _keys.Length; f++)
        {
            if (classes.Class[f] >= 0)
                records[_keys[f]] = _decided.GetValueOrDefault(f) ?? new RecordClass(_release, classes.Class[f], (int)classes.Level[f]);
        }

        return records;
    }

    private static ulong Draw(UInt128 key)
    {
        Span<byte> bytes = stackalloc byte[16];
        BinaryPrimitives.WriteUInt128LittleEndian(bytes, key);
        return XxHash64.HashToUInt64(bytes, seed: 19);
    }
}
