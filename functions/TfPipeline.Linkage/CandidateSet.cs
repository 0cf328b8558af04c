namespace TfPipeline.Linkage;

/// <summary>The candidate pairs of one partition that passed the pre-filter, as columns, and their records.</summary>
internal sealed class CandidateSet
{
    /// <summary>Left person of each pair.</summary>
    public required int[] Left { get; init; }

    /// <summary>Index into <see cref="RecordIds"/> of each pair.</summary>
    public required int[] Right { get; init; }

    /// <summary>Pattern of each pair.</summary>
    public required int[] Patterns { get; init; }

    /// <summary>Records with at least one pair, as the source names them.</summary>
    public required string[] RecordIds { get; init; }

    /// <summary>A number per record that does not depend on partition or order.</summary>
    public required ulong[] RecordKeys { get; init; }

    /// <summary>Token of each record's postcode; 0 for none.</summary>
    public required ulong[] RecordPostcodes { get; init; }

    /// <summary>All pairs compared, those without enough agreement included.</summary>
    public required long Compared { get; init; }

    /// <summary>Pairs with enough agreement, those that did not pass the pre-filter included.</summary>
    public required long Candidates { get; init; }

    /// <summary>The same pairs as if nobody had a National Insurance or unique pupil number.</summary>
    public CandidateSet WithoutNumbers() => new()
    {
        Left = Left,
        Right = Right,
        Patterns = Array.ConvertAll(Patterns, ComparisonVector.WithoutNumbers),
        RecordIds = RecordIds,
        RecordKeys = RecordKeys,
        RecordPostcodes = RecordPostcodes,
        Compared = Compared,
        Candidates = Candidates,
    };

    public void Save(BinaryWriter writer)
    {
        writer.Write(Compared);
        writer.Write(Candidates);
        writer.WriteColumn(Left);
        writer.WriteColumn(Right);
        writer.WriteColumn(Patterns);
        writer.WriteColumn(RecordKeys);
        writer.WriteColumn(RecordPostcodes);
        writer.Write(RecordIds.Length);
        foreach (var id in RecordIds)
            writer.Write(id);
    }

    public static CandidateSet Load(BinaryReader reader)
    {
        var (compared, candidates) = (reader.ReadInt64(), reader.ReadInt64());
        var (left, right, patterns, keys, postcodes) = (reader.ReadColumn<int>(), reader.ReadColumn<int>(), reader.ReadColumn<int>(), reader.ReadColumn<ulong>(), reader.ReadColumn<ulong>());
        var ids = new string[reader.ReadInt32()];
        for (var i = 0; i < ids.Length; i++)
            ids[i] = reader.ReadString();
        return new CandidateSet { Compared = compared, Candidates = candidates, Left = left, Right = right, Patterns = patterns, RecordKeys = keys, RecordPostcodes = postcodes, RecordIds = ids };
    }
}
