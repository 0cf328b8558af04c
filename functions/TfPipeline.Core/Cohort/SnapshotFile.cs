using Parquet;
using Parquet.Schema;
using TfPipeline.Core.OwnParquet;
using TfPipeline.Core.Submissions;
using TfPipeline.Pseudonyms;
using TfPipeline.Storage;

namespace TfPipeline.Core.Cohort;

/// <summary>A snapshot in the working store: people and edit tokens encrypted, then a small description in clear as the marker.</summary>
internal static class SnapshotFile
{
    private const string PeoplePurpose = "cohort/snapshot";
    private const string EditsPurpose = "cohort/snapshot-edits";
    private const int GroupRows = 1 << 17;

    private static readonly DataField<int>[] Ints =
    [
        new("council"), new("is_programme"), new("index_day"), new("end_day"), new("crossover_day"), new("birth_day"), new("sex"),
        new("problems"), new("has_upn"), new("has_nino"),
    ];

    private static readonly DataField<long>[] Longs = [new("person_high"), new("person_low"), new("family_high"), new("family_low")];
    private static readonly DataField<long>[] Tokens = [.. TokenColumns.Names.Select(n => new DataField<long>(n))];

    public static ParquetSchema Schema { get; } = new([.. Ints, .. Longs, .. Tokens]);

    public static string PeopleName(string runId) => $"snapshots/{runId}/people.tfe";

    public static string EditsName(string runId) => $"snapshots/{runId}/edits.tfe";

    public static string InfoName(string runId) => $"snapshots/{runId}/snapshot.json";

    public static async Task<SnapshotInfo?> FindInfoAsync(IBlobArea cohort, string runId, CancellationToken cancellationToken)
    {
        await using var blob = await cohort.OpenReadAsync(InfoName(runId), cancellationToken);
        if (blob is null)
            return null;
        var json = new byte[blob.Entry.Length];
        await blob.Content.ReadExactlyAsync(json, cancellationToken);
        return SnapshotInfo.Parse(json);
    }

    public static async Task WriteAsync(IBlobArea cohort, string runId, CohortSnapshot snapshot, KeyRing keys, CancellationToken cancellationToken)
    {
        await cohort.WriteAsync(
            PeopleName(runId),
            async (output, token) =>
            {
                await using var clear = EncryptedFile.CreateWriter(output, keys, PeoplePurpose);
                await using var parquet = await ParquetWriter.CreateAsync(Schema, clear, OwnWrites.Options(Schema), cancellationToken: token);
                for (var start = 0; start < snapshot.Count; start += GroupRows)
                    await WriteGroupAsync(parquet, snapshot, start, Math.Min(GroupRows, snapshot.Count - start), token);
            },
            cancellationToken: cancellationToken);
        await cohort.WriteAsync(
            EditsName(runId),
            async (output, token) =>
            {
                await using var clear = EncryptedFile.CreateWriter(output, keys, EditsPurpose);
                await EditTokens.From(snapshot.Tokens).WriteAsync(clear, token);
            },
            cancellationToken: cancellationToken);
        var info = SnapshotInfo.Of(runId, snapshot).ToJson();
        await cohort.WriteAsync(InfoName(runId), async (output, token) => await output.WriteAsync(info, token), cancellationToken: cancellationToken);
    }

    public static async Task<CohortSnapshot> ReadAsync(IBlobArea cohort, string runId, KeyRing keys, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(cohort);
        var info = await FindInfoAsync(cohort, runId, cancellationToken) ?? throw Missing();
        await using var blob = await cohort.OpenReadAsync(PeopleName(runId), cancellationToken) ?? throw Missing();
        await using var clear = EncryptedFile.OpenRead(blob.Content, keys, PeoplePurpose);
        await using var parquet = await OwnReads.OpenAsync(clear, Schema, cancellationToken);
        var count = checked((int)info.Flow.Kept);
        var ints = await ParquetNumbers.ReadAsync(parquet, Ints, count, cancellationToken);
        var longs = await ParquetNumbers.ReadAsync(parquet, Longs, count, cancellationToken);
        var tokens = TokenColumns.To(await ParquetNumbers.ReadAsync(parquet, Tokens, count, cancellationToken), await ReadEditsAsync(cohort, runId, keys, cancellationToken));
        return SnapshotColumns.From(ints, longs, tokens, info);
    }

    private static async Task<EditTokens?> ReadEditsAsync(IBlobArea cohort, string runId, KeyRing keys, CancellationToken cancellationToken)
    {
        await using var blob = await cohort.OpenReadAsync(EditsName(runId), cancellationToken);
        if (blob is null)
            return null;
        await using var clear = EncryptedFile.OpenRead(blob.Content, keys, EditsPurpose);
        return await EditTokens.ReadAsync(clear, cancellationToken);
    }

    private static async Task WriteGroupAsync(ParquetWriter parquet, CohortSnapshot snapshot, int start, int count, CancellationToken cancellationToken)
    {
        using var group = parquet.CreateRowGroup();
        await ParquetNumbers.WriteAsync(group, Ints, SnapshotColumns.ToInts(snapshot, start, count), cancellationToken);
        await ParquetNumbers.WriteAsync(group, Longs, SnapshotColumns.ToLongs(snapshot, start, count), cancellationToken);
        await ParquetNumbers.WriteAsync(group, Tokens, TokenColumns.From(snapshot.Tokens.Slice(start, count)), cancellationToken);
        group.CompleteValidate();
    }

    private static FileNotFoundException Missing()
        => new("There is no finished snapshot of this run in the working store; take one first.");
}
