using System.Runtime.InteropServices;

namespace TfPipeline.Core.Panel.Building;

/// <summary>The subjects of each record: nearly always one person, and some alternatives.</summary>
internal sealed class RecordHolders
{
    private const int End = -1;

    private readonly Dictionary<string, int> _first = new(StringComparer.Ordinal);
    private readonly List<(int Subject, int Next)> _links = [];
    private readonly bool[] _hasRecord;

    public RecordHolders(int subjects) => _hasRecord = new bool[subjects];

    public void Add(string record, int subject)
    {
        ref var first = ref CollectionsMarshal.GetValueRefOrAddDefault(_first, record, out var isKnown);
        _links.Add((subject, isKnown ? first : End));
        first = _links.Count - 1;
        _hasRecord[subject] = true;
    }

    /// <summary>True when outcomes are made from a record of the subject.</summary>
    public bool HasRecord(int subject) => _hasRecord[subject];

    /// <summary>Rows of a batch that belong to somebody, once for each subject.</summary>
    public (int[] Rows, int[] Subjects) Pick(string?[] records)
    {
        var (rows, subjects) = (new List<int>(), new List<int>());
        var (last, first) = ((string?)null, End);
        for (var row = 0; row < records.Length; row++)
        {
            // Deliveries are mostly in the order of their records, and equal neighbours are one object.
            if (!ReferenceEquals(records[row], last))
            {
                last = records[row];
                first = last is not null && _first.TryGetValue(last, out var found) ? found : End;
            }

            for (var link = first; link != End; link = _links[link].Next)
            {
                rows.Add(row);
                subjects.Add(_links[link].Subject);
            }
        }

        return ([.. rows], [.. subjects]);
    }
}
