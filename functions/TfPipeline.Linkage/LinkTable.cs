namespace TfPipeline.Linkage;

/// <summary>Result of the linkage for one person. The numbers are data: links.tfe holds them.</summary>
public enum LinkStatus : byte
{
    /// <summary>No record is likely.</summary>
    None,

    /// <summary>The best record is too unlikely to use.</summary>
    Possible,

    /// <summary>A record is very likely, but two or more are equally good, so none is linked.</summary>
    Ambiguous,

    /// <summary>This record is the person's.</summary>
    Match,
}

/// <summary>The kind of agreement that a link rests on, strongest first. The names are data: they are printed in lists of links.</summary>
public enum LinkEvidence
{
    /// <summary>UPN or NINO equal.</summary>
    Number,

    /// <summary>Both names, date of birth and postcode equal.</summary>
    AllExact,

    /// <summary>Both names and date of birth equal, postcode not.</summary>
    NamesAndDate,

    /// <summary>Every known main field agrees, not all exactly.</summary>
    Near,

    /// <summary>One main field disagrees.</summary>
    OneDiffers,

    /// <summary>Two or more main fields disagree or are missing.</summary>
    Weak,
}

/// <summary>
/// The links of one department as columns, in the order of cohort people. A person without a row is <see cref="LinkStatus.None"/>.
/// </summary>
public sealed class LinkTable
{
    /// <summary>Number of people in the cohort that was linked.</summary>
    public required int CohortCount { get; init; }

    /// <summary>Row of the person in the cohort.</summary>
    public required int[] CohortIndex { get; init; }

    /// <summary>The record as the department names it; empty for <see cref="LinkStatus.Ambiguous"/>.</summary>
    public required string[] RecordId { get; init; }

    /// <summary>Probability that the record is the person's.</summary>
    public required double[] Probability { get; init; }

    /// <summary>Base-2 logarithm of the likelihood ratio of the pair.</summary>
    public required double[] Weight { get; init; }

    /// <summary>The kind of agreement that the link rests on.</summary>
    public required LinkEvidence[] Evidence { get; init; }

    /// <summary>Status of the link.</summary>
    public required LinkStatus[] Status { get; init; }

    /// <summary>For every cohort person the probability that one of the records is theirs, linked or not.</summary>
    public required float[] HasRecord { get; init; }

    /// <summary>Number of rows.</summary>
    public int Count => CohortIndex.Length;

    internal void Save(BinaryWriter writer)
    {
        writer.Write(CohortCount);
        writer.WriteColumn(CohortIndex);
        writer.WriteColumn(Probability);
        writer.WriteColumn(Weight);
        writer.WriteColumn(Array.ConvertAll(Evidence, p => (byte)p));
        writer.WriteColumn(Array.ConvertAll(Status, s => (byte)s));
        writer.WriteColumn(HasRecord);
        foreach (var id in RecordId)
            writer.Write(id);
    }

    internal static LinkTable Load(BinaryReader reader)
    {
        var cohort = reader.ReadInt32();
        var index = reader.ReadColumn<int>();
        var (probability, weight) = (reader.ReadColumn<double>(), reader.ReadColumn<double>());
        var (evidence, status) = (reader.ReadColumn<byte>(), reader.ReadColumn<byte>());
        var hasRecord = reader.ReadColumn<float>();
        var ids = new string[index.Length];
        for (var i = 0; i < ids.Length; i++)
            ids[i] = reader.ReadString();
        return new LinkTable
        {
            CohortCount = cohort,
            CohortIndex = index,
            RecordId = ids,
            Probability = probability,
            Weight = weight,
            Evidence = Array.ConvertAll(evidence, p => (LinkEvidence)p),
            Status = Array.ConvertAll(status, s => (LinkStatus)s),
            HasRecord = hasRecord,
        };
    }
}
