using TfPipeline.Intake;
using TfPipeline.Pseudonyms;
using TfPipeline.Storage;

namespace TfPipeline.Core.Submissions;

/// <summary>
/// Brings one upload into the cohort: checks it, stores what is accepted as pseudonyms and facts, and leaves a receipt.
/// Safe to call any number of times, from several workers at once and in any order: every blob is written once under a name
/// that follows from the content, and the small state beside the receipt is changed conditionally.
/// </summary>
public sealed class UploadIngestor
{
    private const int MostVersions = 20;

    private readonly IBlobArea _uploads;
    private readonly IBlobArea _cohort;
    private readonly KeyRing _keys;
    private readonly IntakeOptions _options;
    private readonly ReferenceMaker _references;
    private readonly SubmissionStates _states;
    private readonly ReceiptStore _receipts;
    private readonly SubmissionSupersession _supersession;
    private readonly UploadFaultStore _faults;
    private bool _isCurrent;

    /// <summary>Needs the uploads, receipts and cohort areas.</summary>
    public UploadIngestor(IPipelineStorage storage, KeyRing keys, IntakeOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(storage);
        _uploads = storage[PipelineContainer.Uploads];
        _cohort = storage[PipelineContainer.Cohort];
        _keys = keys;
        _options = options ?? new IntakeOptions();
        if (_options.Problem() is { } problem)
            throw new ArgumentException(problem, nameof(options));
        _references = new ReferenceMaker(keys);
        _states = new SubmissionStates(storage);
        _receipts = new ReceiptStore(storage[PipelineContainer.Receipts]);
        _supersession = new SubmissionSupersession(_states, keys.Version);
        _faults = new UploadFaultStore(storage[PipelineContainer.Runs]);
    }

    /// <summary>Processes the newest content of an upload.</summary>
    /// <exception cref="EarlierStoreException">The working store is of an earlier version; nothing was written.</exception>
    /// <param name="blobName">Its name in the uploads area.</param>
    /// <param name="cancellationToken">Stops; a later call starts over and ends the same.</param>
    public async Task<IngestOutcome> IngestAsync(string blobName, CancellationToken cancellationToken = default)
    {
        var path = UploadPath.Parse(blobName);
        await RequireCurrentStoreAsync(cancellationToken);
        try
        {
            return await IngestNewestAsync(path, cancellationToken);
        }
        catch (InvalidBlobNameException)
        {
            // A name that no adapter opens, such as one with '..', can't be read, but it must not vanish either.
            var receipt = ReceiptMaker.Of(FileRules.WrongFolder, ReceiptStatus.Refused, CouncilOf(path), null, IdOf(path, "unreadable"));
            return await FinishAsync(path, receipt, null, null, null, cancellationToken);
        }
        catch (Exception fault)
        {
            await _faults.LeaveAsync(path, SlotOf(path), FaultKinds.Of(fault));
            throw;
        }
    }

    /// <summary>
    /// Leaves a failed receipt, with the kind of the last fault, for an upload that faults kept from being processed. A submission that
    /// has a receipt keeps it.
    /// </summary>
    public async Task<IngestOutcome> RecordFailedAsync(string blobName, CancellationToken cancellationToken = default)
    {
        var path = UploadPath.Parse(blobName);
        await RequireCurrentStoreAsync(cancellationToken);
        var slot = SlotOf(path);
        await foreach (var (state, _) in _states.ListAsync(path.ReceiptFolder, cancellationToken))
        {
            if (state.Slot == slot && state.Status is not (ReceiptStatus.Failed or ReceiptStatus.Superseded))
                return new IngestOutcome(IngestAction.AlreadyProcessed, state.Submission, state.Status, path.ReceiptFolder, state.Rows);
        }

        var id = IdOf(path, "failed");
        var receipt = ReceiptMaker.Of(FileRules.Failed, ReceiptStatus.Failed, CouncilOf(path), path.Drop?.ToString(), id) with
        {
            Fault = await _faults.FindAsync(path, slot, cancellationToken),
        };
        return await FinishAsync(path, receipt, null, null, null, cancellationToken);
    }

    // One state tells: none of another version is ever written beside it.
    private async Task RequireCurrentStoreAsync(CancellationToken cancellationToken)
    {
        if (_isCurrent)
            return;
        await foreach (var _ in _states.ListAsync(string.Empty, cancellationToken))
            break;
        _isCurrent = true;
    }

    /// <summary>A pseudonym of the upload's name: versions of one file share it.</summary>
    public string SlotOf(UploadPath path) => IdOf(path, "slot");

    private async Task<IngestOutcome> IngestNewestAsync(UploadPath path, CancellationToken cancellationToken)
    {
        for (var version = 0; version < MostVersions; version++)
        {
            await using var upload = await _uploads.OpenReadAsync(path.BlobName, cancellationToken);
            if (upload is null)
                return new IngestOutcome(IngestAction.Gone, null, null, path.ReceiptFolder, default);
            if (path.IsFolderNoise(upload.Entry.Length))
                return new IngestOutcome(IngestAction.Noise, null, null, path.ReceiptFolder, default);
            try
            {
                if (await ProcessAsync(path, upload, cancellationToken) is { } outcome)
                    return outcome;
            }
            catch (BlobChangedException)
            {
                await RecordUnreadVersionAsync(path, upload.Entry, cancellationToken);
            }
        }

        throw new UploadUnstableException(MostVersions);
    }

    // Null where the upload was replaced meanwhile, so that the newer content has to be read.
    private async Task<IngestOutcome?> ProcessAsync(UploadPath path, OpenBlob upload, CancellationToken cancellationToken)
    {
        var result = await ExamineAsync(path, upload.Content, cancellationToken);
        var id = IdOf(path, result.Sha256);
        var content = _references.Content(result.Sha256).ToString();
        if (await _states.FindAsync(SubmissionBlobs.State(path, id), cancellationToken) is { } known && known.State.Status != ReceiptStatus.Failed)
            return await SettleKnownAsync(path, upload.Entry, known.State, cancellationToken);
        var original = result.IsAccepted ? await _supersession.FindSameContentAsync(path, content, SlotOf(path), cancellationToken) : null;
        Receipt receipt;
        if (original is not null)
        {
            receipt = ReceiptMaker.From(result, CouncilOf(path), path.Drop?.ToString(), id, _options.ListedFindings);
            receipt = ReceiptMaker.Of(FileRules.SameBytes, ReceiptStatus.Duplicate, CouncilOf(path), path.Drop?.ToString(), id, receipt.File);
            return await SettleAsync(path, upload.Entry, content, await FinishAsync(path, receipt, null, upload.Entry.ETag, original, cancellationToken), cancellationToken);
        }

        if (result.IsAccepted)
            result = await StoreRowsAsync(path, result, id, cancellationToken);
        else if (path.IsValid && result.OptOuts.Count > 0)
            await StoreOptOutsAsync(path, result, id, cancellationToken);
        receipt = ReceiptMaker.From(result, CouncilOf(path), path.Drop?.ToString(), id, _options.ListedFindings);
        return await SettleAsync(path, upload.Entry, content, await FinishAsync(path, receipt, result, upload.Entry.ETag, null, cancellationToken), cancellationToken);
    }

    private async Task<IntakeResult> ExamineAsync(UploadPath path, Stream content, CancellationToken cancellationToken)
    {
        if (path.IsValid)
            return await Task.Run(() => CouncilFileValidator.Validate(content, ContextOf(path), static _ => { }, cancellationToken), cancellationToken);
        return await Task.Run(
            () =>
            {
                var text = TextProbe.Examine(content, _options.MaxBytes, cancellationToken);
                var log = new FindingLog(1);
                log.Add(new Finding(0, -1, FileRules.WrongFolder));
                return new IntakeResult { IsAccepted = false, Sha256 = text.Sha256, Length = text.Length, Findings = log };
            },
            cancellationToken);
    }

    private async Task<IntakeResult> StoreRowsAsync(UploadPath path, IntakeResult result, string id, CancellationToken cancellationToken)
    {
        var drop = path.Drop!.Value.ToString();
        var history = await CouncilHistory.LoadAsync(_states, _cohort, _keys, path, _references.Content(result.Sha256).ToString(), cancellationToken);
        var found = new FindingLog(_options.KeptFindings);
        using var pseudonymiser = new Pseudonymiser(_keys, path.Gss!);
        var (marks, queried) = (new OptOutMarks(result.Sha256), 0);
        var groups = new RowGroups(pseudonymiser, _options.RowGroupRows, group =>
        {
            marks.AddReversals(group.Rows);
            queried += history.Check(group, result.Map!, found);
        });
        await SubmissionFile.WriteAsync(
            _cohort, SubmissionBlobs.Rows(path.Gss!, drop, id), _keys, groups.ReadAsync(result.Rows!.Read, cancellationToken), cancellationToken);
        await _cohort.WriteAsync(
            SubmissionBlobs.Edits(path.Gss!, drop, id),
            async (output, token) =>
            {
                await using var clear = EncryptedFile.CreateWriter(output, _keys, SubmissionBlobs.EditsPurpose);
                await pseudonymiser.Edits().WriteAsync(clear, token);
            },
            WriteCondition.IfAbsent,
            cancellationToken);
        marks.Add(result.OptOuts, _references, path.Gss!);
        await marks.WriteAsync(_cohort, SubmissionBlobs.OptOuts(path.Gss!, drop, id), _keys, cancellationToken);
        history.Complete(found);
        result.Findings.Add(found);
        return result with { Counts = result.Counts with { Queried = result.Counts.Queried + queried } };
    }

    // A file can be refused for anything; those who opt out in it are out all the same.
    private Task<WriteOutcome> StoreOptOutsAsync(UploadPath path, IntakeResult result, string id, CancellationToken cancellationToken)
    {
        var marks = new OptOutMarks(result.Sha256);
        marks.Add(result.OptOuts, _references, path.Gss!);
        return marks.WriteAsync(_cohort, SubmissionBlobs.OptOuts(path.Gss!, path.Drop!.Value.ToString(), id), _keys, cancellationToken);
    }

    private async Task<IngestOutcome> FinishAsync(
        UploadPath path, Receipt receipt, IntakeResult? result, string? etag, string? original, CancellationToken cancellationToken)
    {
        var kept = await _receipts.WriteAsync(path, receipt, result, cancellationToken);
        var state = new SubmissionState
        {
            Submission = kept.Submission!,
            Council = kept.Council,
            Drop = kept.Drop,
            Status = kept.Status,
            Slot = SlotOf(path),
            Content = kept.File is { } file ? _references.Content(file.Sha256).ToString() : null,
            KeyVersion = kept.Status is ReceiptStatus.Accepted or ReceiptStatus.Duplicate ? _keys.Version : null,
            OptOutKeyVersion = kept.Status is ReceiptStatus.Accepted or ReceiptStatus.Duplicate || result?.OptOuts.Count > 0 ? _keys.OptOuts.Version : null,
            UnattributedOptOuts = kept.Rules.Where(r => r.Code == ProgrammeRules.WithdrawnUnattributed.Code).Sum(r => r.Count),
            Fault = kept.Fault,
            Rows = kept.Rows,
            Other = original,
            UploadVersion = etag,
        };
        await _states.WriteAsync(SubmissionBlobs.State(path, state.Submission), state, WriteCondition.IfAbsent, cancellationToken);
        if (state.Status != ReceiptStatus.Failed)
            await _faults.ForgetAsync(path, state.Slot, cancellationToken);
        return new IngestOutcome(IngestAction.Processed, state.Submission, state.Status, path.ReceiptFolder, state.Rows) { UnattributedOptOuts = state.UnattributedOptOuts };
    }

    private async Task<IngestOutcome?> SettleKnownAsync(UploadPath path, BlobEntry read, SubmissionState known, CancellationToken cancellationToken)
    {
        // The council went back to an earlier content: its receipt says what it was.
        if (known.Status == ReceiptStatus.Superseded && await _receipts.FindAsync(path, known.Submission, cancellationToken) is { } receipt)
        {
            known = known with { Status = receipt.Status, Successor = null, UploadVersion = read.ETag };
            await _states.ChangeAsync(SubmissionBlobs.State(path, known.Submission), s => s.Status == ReceiptStatus.Superseded ? known : null, cancellationToken);
        }

        var outcome = new IngestOutcome(IngestAction.AlreadyProcessed, known.Submission, known.Status, path.ReceiptFolder, known.Rows);
        return await SettleAsync(path, read, known.Content, outcome, cancellationToken);
    }

    private async Task<IngestOutcome?> SettleAsync(UploadPath path, BlobEntry read, string? content, IngestOutcome outcome, CancellationToken cancellationToken)
    {
        var now = await _uploads.FindAsync(path.BlobName, cancellationToken);
        if (now is not null && now.ETag != read.ETag)
        {
            await _supersession.RetireAsync(path, outcome.Submission!, null, cancellationToken);
            return null;
        }

        await _supersession.RetireOthersAsync(path, SlotOf(path), content, outcome.Submission!, cancellationToken);
        return outcome;
    }

    // Replaced while it was read: its bytes are gone, so the version stands for them.
    private async Task RecordUnreadVersionAsync(UploadPath path, BlobEntry read, CancellationToken cancellationToken)
    {
        var receipt = ReceiptMaker.Of(FileRules.Superseded, ReceiptStatus.Superseded, CouncilOf(path), path.Drop?.ToString(), IdOf(path, "version " + read.ETag));
        await FinishAsync(path, receipt, null, null, null, cancellationToken);
    }

    private string IdOf(UploadPath path, string content)
        => _references.Submission(CouncilOf(path), path.Drop?.ToString() ?? UploadPath.NoDrop, path.BlobName, content).ToString();

    private RowContext ContextOf(UploadPath path) => new(path.Gss!, path.Drop!.Value.Date, _options);

    private static string CouncilOf(UploadPath path) => path.Gss ?? UploadPath.Unrouted;
}
