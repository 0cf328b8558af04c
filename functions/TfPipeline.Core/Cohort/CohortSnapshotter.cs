using TfPipeline.Core.Submissions;
using TfPipeline.Pseudonyms;
using TfPipeline.Storage;

namespace TfPipeline.Core.Cohort;

/// <summary>
/// Freezes the cohort of a run: of each person the newest row by drop, opt-outs out, one row per real person. Reads every
/// submission twice, a row group at a time. The same submissions give the same snapshot, whatever the order in which they arrived.
/// </summary>
public sealed class CohortSnapshotter
{
    private readonly IPipelineStorage _storage;
    private readonly IBlobArea _cohort;
    private readonly KeyRing _keys;

    /// <summary>Needs the areas of run records and cohort.</summary>
    public CohortSnapshotter(IPipelineStorage storage, KeyRing keys)
    {
        ArgumentNullException.ThrowIfNull(storage);
        _storage = storage;
        _cohort = storage[PipelineContainer.Cohort];
        _keys = keys;
    }

    /// <summary>Takes the snapshot of a run, or gives back the one that was taken for it.</summary>
    /// <exception cref="CohortKeyException">Submissions were made with another version of the key.</exception>
    public async Task<SnapshotInfo> SnapshotAsync(string runId, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(runId);
        if (await SnapshotFile.FindInfoAsync(_cohort, runId, cancellationToken) is { } taken)
            return taken;
        var snapshot = await BuildAsync(cancellationToken);
        await SnapshotFile.WriteAsync(_cohort, runId, snapshot, _keys, cancellationToken);
        return SnapshotInfo.Of(runId, snapshot);
    }

    /// <summary>Deletes the edit tokens of a run's snapshot, which nobody needs after linkage. False where there are none.</summary>
    public Task<bool> DeleteEditTokensAsync(string runId, CancellationToken cancellationToken = default)
        => _cohort.DeleteAsync(SnapshotFile.EditsName(runId), cancellationToken);

    internal async Task<CohortSnapshot> BuildAsync(CancellationToken cancellationToken)
    {
        var submissions = await ActiveSubmission.ListAsync(_storage, _keys, cancellationToken);
        var cohortRows = new CohortRows();
        var readable = submissions.Count(s => s.IsReadable);
        var flow = new CohortFlow { Submissions = readable, SubmissionsOfOtherKeys = submissions.Count(s => !s.IsReadable && !s.IsRefused) };
        foreach (var council in submissions.GroupBy(s => s.Council, StringComparer.Ordinal))
        {
            ActiveSubmission[] ordered = [.. council];
            var versions = await ReadVersionsAsync(ordered, cancellationToken);
            await ReadChosenAsync(ordered, versions, cohortRows, cancellationToken);
            flow = flow with
            {
                Rows = flow.Rows + versions.Rows,
                OptOutRows = flow.OptOutRows + versions.OptOutRows,
                PeopleKnown = flow.PeopleKnown + versions.PeopleKnown,
                Withdrawn = flow.Withdrawn + versions.Withdrawn,
                Held = flow.Held + versions.Held,
            };
        }

        return Assemble(cohortRows, flow);
    }

    private async Task<CouncilVersions> ReadVersionsAsync(ActiveSubmission[] submissions, CancellationToken cancellationToken)
    {
        var versions = new CouncilVersions();
        for (var s = 0; s < submissions.Length; s++)
        {
            versions.Add(await OptOutMarks.ReadAsync(_cohort, submissions[s].OptOutsName, _keys, cancellationToken));
            if (submissions[s].IsReadable)
                await ReadVersionsAsync(submissions[s], s, versions, cancellationToken);
            if (s + 1 == submissions.Length || submissions[s + 1].Drop != submissions[s].Drop || submissions[s + 1].IsRefused != submissions[s].IsRefused)
                versions.EndDrop();
        }

        return versions;
    }

    private async Task ReadVersionsAsync(ActiveSubmission submission, int place, CouncilVersions versions, CancellationToken cancellationToken)
    {
        var position = 0;
        await foreach (var rows in SubmissionFile.ReadAsync(_cohort, submission.RowsName, _keys, withTokens: false, cancellationToken))
        {
            versions.Add(place, position, rows);
            position += rows.Count;
        }
    }

    private async Task ReadChosenAsync(ActiveSubmission[] submissions, CouncilVersions versions, CohortRows cohortRows, CancellationToken cancellationToken)
    {
        var chosen = versions.InForce().ToLookup(p => p.Submission, p => p.Position);
        for (var s = 0; s < submissions.Length; s++)
        {
            int[] positions = [.. chosen[s].Order()];
            if (positions.Length == 0)
                continue;
            int start = 0, next = 0;
            await foreach (var rows in SubmissionFile.ReadAsync(_cohort, submissions[s].RowsName, _keys, withTokens: true, cancellationToken))
            {
                var end = next;
                while (end < positions.Length && positions[end] < start + rows.Count)
                    end++;
                cohortRows.Add(submissions[s].Gss, rows, Array.ConvertAll(positions[next..end], p => p - start), versions);
                next = end;
                start += rows.Count;
            }

            await AddEditsAsync(cohortRows, submissions[s], cancellationToken);
        }
    }

    private async Task AddEditsAsync(CohortRows cohortRows, ActiveSubmission submission, CancellationToken cancellationToken)
    {
        await using var blob = await _cohort.OpenReadAsync(submission.EditsName, cancellationToken);
        if (blob is null)
            return;
        await using var clear = EncryptedFile.OpenRead(blob.Content, _keys, SubmissionBlobs.EditsPurpose);
        cohortRows.Edits.Add(await EditTokens.ReadAsync(clear, cancellationToken));
    }

    private CohortSnapshot Assemble(CohortRows cohortRows, CohortFlow flow)
    {
        var tokens = cohortRows.Tokens();
        var people = new OneRowPerPerson(cohortRows.Rows, CohortDeduplication.Cluster(tokens, [.. cohortRows.Rows.Select(r => r.Family)]));
        CohortRow[] rows = [.. people.Kept.Select(i => cohortRows.Rows[i])];
        return new CohortSnapshot
        {
            PersonRef = Array.ConvertAll(rows, r => r.Person),
            FamilyRef = Array.ConvertAll(rows, r => r.Family),
            Gss = Array.ConvertAll(rows, r => r.Gss),
            IsProgramme = Array.ConvertAll(rows, r => r.IsProgramme),
            IndexDate = Array.ConvertAll(rows, r => DateOnly.FromDayNumber(r.IndexDay)),
            EndDate = Array.ConvertAll(rows, r => SnapshotColumns.Day(r.EndDay)),
            CrossoverDate = Array.ConvertAll(rows, r => SnapshotColumns.Day(r.CrossoverDay)),
            DateOfBirth = Array.ConvertAll(rows, r => DateOnly.FromDayNumber(r.BirthDay)),
            Sex = Array.ConvertAll(rows, r => r.Sex),
            Problems = Array.ConvertAll(rows, r => r.Problems),
            HasUpn = Array.ConvertAll(rows, r => r.HasUpn),
            HasNino = Array.ConvertAll(rows, r => r.HasNino),
            Tokens = tokens.Select(people.Kept),
            Flow = Complete(flow, people, rows),
            KeyVersion = _keys.Version,
        };
    }

    private static CohortFlow Complete(CohortFlow flow, OneRowPerPerson people, CohortRow[] rows) => flow with
    {
        EarlierVersions = flow.Rows - flow.OptOutRows - flow.PeopleKnown,
        Contaminated = people.Contaminated,
        ContaminatedFamilies = people.ContaminatedFamilies,
        Duplicates = people.Duplicates,
        Kept = rows.Length,
        Families = rows.Select(r => r.Family).Distinct().LongCount(),
        Programme = rows.LongCount(r => r.IsProgramme),
        Comparison = rows.LongCount(r => !r.IsProgramme),
        CrossedOver = rows.LongCount(r => r.CrossoverDay != 0),
    };
}
