using TfPipeline.Identifiers;
using TfPipeline.Intake;
using TfPipeline.Pseudonyms;
using TfPipeline.Storage;

namespace TfPipeline.Core.Submissions;

/// <summary>
/// What one council said in its earlier drops, by pseudonym. Only that council's submissions are read, under its present code and
/// those that it had before, so nothing about another council can reach a receipt through it.
/// </summary>
internal sealed class CouncilHistory
{
    private readonly Dictionary<Reference, Past> _people = [];
    private readonly Dictionary<Reference, bool> _familyIsProgramme = [];
    private readonly HashSet<Reference> _withdrawn = [];
    private readonly HashSet<Reference> _vanished = [];
    private readonly HashSet<Reference> _reportedFamilies = [];
    private readonly HashSet<Reference> _held = [];
    private bool _knowsEverybody = true;
    private bool _hasEarlierDrop;
    private bool _hasNewerDrop;
    private bool _sameAsLast;

    /// <summary>Reads the accepted submissions of drops before this one.</summary>
    public static async Task<CouncilHistory> LoadAsync(
        SubmissionStates states, IBlobArea cohort, KeyRing keys, UploadPath path, string content, CancellationToken cancellationToken)
    {
        var history = new CouncilHistory();
        var drop = path.Drop!.Value;
        var earlier = new List<(DropKey Drop, SubmissionState State, OptOutMarks Marks)>();
        foreach (var code in CouncilRegister.CodesOf(path.Gss!))
        {
            await foreach (var (state, _) in states.ListAsync(code + "/", cancellationToken))
            {
                var isRefused = state.Status == ReceiptStatus.Refused && state.OptOutKeyVersion is not null;
                if ((state.Status != ReceiptStatus.Accepted && !isRefused) || !DropKey.TryParse(state.Drop, out var other))
                    continue;
                history._hasNewerDrop |= !isRefused && other.CompareTo(drop) > 0;
                if (other.CompareTo(drop) < 0)
                    earlier.Add((other, state, await OptOutMarks.ReadAsync(cohort, SubmissionBlobs.OptOuts(state.Council, state.Drop!, state.Submission), keys, cancellationToken)));
            }
        }

        earlier.Sort((a, b) => a.Drop != b.Drop ? a.Drop.CompareTo(b.Drop) : string.CompareOrdinal(a.Marks.Sha256, b.Marks.Sha256));
        foreach (var (other, state, marks) in earlier)
        {
            var isLast = other == earlier[^1].Drop;
            history._sameAsLast |= isLast && state.Content == content;
            if (state.Status == ReceiptStatus.Refused)
            {
                history.Remember(marks);
                continue;
            }

            history._hasEarlierDrop = true;
            if (state.KeyVersion != keys.Version || state.Council != path.Gss)
            {
                history._knowsEverybody = false;
                // Its rows speak of people under another key or code. Opt-outs are filed under a secret and the code that stay.
                history.Remember(marks);
                continue;
            }

            var name = SubmissionBlobs.Rows(state.Council, state.Drop!, state.Submission);
            await foreach (var rows in SubmissionFile.ReadAsync(cohort, name, keys, withTokens: false, cancellationToken))
                history.Remember(rows, isLast);
            history.Remember(marks);
        }

        return history;
    }

    /// <summary>Compares rows with the past.</summary>
    /// <returns>How many rows have a query now that had none.</returns>
    public int Check(SubmissionGroup group, HeaderMap map, FindingLog log)
    {
        var (rows, queried) = (group.Rows, 0);
        for (var i = 0; i < rows.Count; i++)
        {
            if (rows.Withdrawal[i] == WithdrawalState.Withdrawn)
            {
                if (!_hasEarlierDrop || !_knowsEverybody || _people.ContainsKey(rows.Person[i]))
                    continue;
                log.Add(At(rows, i, map, HistoryRules.OptOutOfNobody));
                queried += group.IsQueried[i] ? 0 : 1;
                continue;
            }

            _vanished.Remove(rows.Family[i]);
            var isQueried = CheckWithdrawal(rows, i, map, log);
            isQueried |= CheckPerson(rows, i, map, log);
            isQueried |= CheckFamily(rows, i, map, log);
            queried += isQueried && !group.IsQueried[i] ? 1 : 0;
        }

        return queried;
    }

    /// <summary>What only the whole file can show.</summary>
    public void Complete(FindingLog log)
    {
        if (_hasNewerDrop)
            log.Add(new Finding(0, -1, HistoryRules.OlderDrop));
        if (_sameAsLast)
            log.Add(new Finding(0, -1, HistoryRules.SameAsLastDrop));
        log.Add(new Finding(0, -1, HistoryRules.FamilyVanished), _vanished.Count);
    }

    private void Remember(SubmissionRows rows, bool isLastDrop)
    {
        for (var i = 0; i < rows.Count; i++)
        {
            if (rows.Withdrawal[i] == WithdrawalState.Withdrawn)
            {
                _withdrawn.Add(rows.OptOut[i]);
                continue;
            }

            if (rows.Withdrawal[i] == WithdrawalState.Reversal)
                _withdrawn.Remove(rows.OptOut[i]);
            if (rows.Withdrawal[i] != WithdrawalState.NotSaid)
                _held.Remove(rows.OptOut[i]);
            _people[rows.Person[i]] = new Past(rows.BirthDay[i], rows.IndexDay[i], rows.Sex[i]);
            _familyIsProgramme.TryAdd(rows.Family[i], rows.IsProgramme[i]);
            if (isLastDrop)
                _vanished.Add(rows.Family[i]);
        }
    }

    private void Remember(OptOutMarks marks)
    {
        _withdrawn.ExceptWith(marks.Reversed);
        _withdrawn.UnionWith(marks.Withdrawn);
        _held.UnionWith(marks.Doubtful);
    }

    private bool CheckWithdrawal(SubmissionRows rows, int i, HeaderMap map, FindingLog log)
    {
        var isWithdrawn = _withdrawn.Contains(rows.OptOut[i]);
        var isReversal = rows.Withdrawal[i] == WithdrawalState.Reversal;
        var isAnswer = rows.Withdrawal[i] != WithdrawalState.NotSaid;
        if (!isWithdrawn && _held.Contains(rows.OptOut[i]))
        {
            if (isAnswer)
                return false;
            log.Add(At(rows, i, map, HistoryRules.StillHeld));
            return true;
        }

        if (isWithdrawn == isReversal)
            return false;
        log.Add(At(rows, i, map, isWithdrawn ? HistoryRules.StillWithdrawn : HistoryRules.NothingToReverse));
        return true;
    }

    private bool CheckPerson(SubmissionRows rows, int i, HeaderMap map, FindingLog log)
    {
        if (!_people.TryGetValue(rows.Person[i], out var past))
            return false;
        var birthChanged = past.BirthDay != rows.BirthDay[i];
        var sexChanged = past.Sex != rows.Sex[i] && past.Sex != Sex.NotKnown && rows.Sex[i] != Sex.NotKnown;
        var indexChanged = past.IndexDay != rows.IndexDay[i] && SameGroup(rows, i);
        if (birthChanged)
            log.Add(At(rows, i, map, HistoryRules.BirthChanged));
        if (sexChanged)
            log.Add(At(rows, i, map, HistoryRules.SexChanged));
        if (indexChanged)
            log.Add(At(rows, i, map, HistoryRules.IndexChanged));
        return birthChanged || sexChanged || indexChanged;
    }

    private bool CheckFamily(SubmissionRows rows, int i, HeaderMap map, FindingLog log)
    {
        if (SameGroup(rows, i) || !_reportedFamilies.Add(rows.Family[i]))
            return false;
        log.Add(At(rows, i, map, rows.IsProgramme[i] ? HistoryRules.Crossover : HistoryRules.LeftProgramme));
        return true;
    }

    private bool SameGroup(SubmissionRows rows, int i)
        => !_familyIsProgramme.TryGetValue(rows.Family[i], out var wasProgramme) || wasProgramme == rows.IsProgramme[i];

    private static Finding At(SubmissionRows rows, int i, HeaderMap map, IntakeRule rule)
        => new(rows.Row[i], map.ColumnOf(rule.Field!.Value), rule);

    private readonly record struct Past(int BirthDay, int IndexDay, Sex Sex);
}
