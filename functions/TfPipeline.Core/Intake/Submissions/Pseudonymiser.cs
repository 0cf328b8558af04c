using TfPipeline.Core.Pseudonyms;

namespace TfPipeline.Core.Intake;

/// <summary>
/// Turns accepted rows into references, facts and tokens, and collects them into row groups. After it no identifier is left.
/// Not safe for use by several threads at once.
/// </summary>
internal sealed class Pseudonymiser(KeyRing keys, string gss, int groupRows) : IDisposable
{
    private readonly Tokeniser _tokeniser = new(keys);
    private readonly ReferenceMaker _references = new(keys);
    private SubmissionRows _rows = new(groupRows);
    private TokenTableBuilder? _tokens;
    private int _filled;
    private string? _lastFamilyId;
    private Reference _lastFamily;

    /// <summary>Edit tokens of everything so far.</summary>
    public EditTokens Edits { get; } = new();

    /// <summary>Takes a batch; gives a row group when the next batch might not fit, else null.</summary>
    public SubmissionRows? Add(AcceptedRows batch)
    {
        var full = _filled + batch.Count > groupRows ? Flush() : null;
        if (batch.Count > _rows.Count)
            _rows = new SubmissionRows(batch.Count);
        _tokens ??= _tokeniser.Builder();
        for (var i = 0; i < batch.Count; i++)
            Fill(batch, i, _filled++);
        _tokens.Append(batch.ToIdentifiers());
        return full;
    }

    /// <summary>What is left, or null.</summary>
    public SubmissionRows? Flush()
    {
        if (_filled == 0)
            return null;
        var rows = _rows.Cut(_filled);
        rows.Tokens = _tokens!.Build();
        Edits.Add(EditTokens.From(rows.Tokens));
        _rows = new SubmissionRows(groupRows);
        _tokens = null;
        _filled = 0;
        return rows;
    }

    public void Dispose() => _tokeniser.Dispose();

    private void Fill(AcceptedRows batch, int i, int at)
    {
        var rows = _rows;
        rows.Row[at] = batch.Row[i];
        rows.Person[at] = _references.Person(gss, batch.PersonId[i]);
        rows.OptOut[at] = _references.OptOut(gss, batch.PersonId[i]);
        rows.Withdrawal[at] = batch.Withdrawal[i];
        if (batch.Withdrawal[i] == WithdrawalState.Withdrawn)
            return;
        rows.Family[at] = Family(batch.FamilyId[i]);
        rows.IsProgramme[at] = batch.IsProgramme[i];
        rows.IndexDay[at] = Day(batch.IndexDate[i]);
        rows.EndDay[at] = Day(batch.EndDate[i]);
        rows.BirthDay[at] = Day(batch.DateOfBirth[i]);
        rows.ClaimDay[at] = Day(batch.ClaimDate[i]);
        rows.ClaimIsEmployment[at] = batch.ClaimIsEmployment[i];
        rows.Sex[at] = batch.Sex[i] switch { "M" => (byte)1, "F" => (byte)2, _ => (byte)0 };
        rows.Problems[at] = batch.Problems[i];
        rows.HasUpn[at] = batch.Upn[i] is not null;
        rows.HasNino[at] = batch.Nino[i] is not null;
    }

    // Members of a family follow one another in most files.
    private Reference Family(string familyId)
    {
        if (familyId != _lastFamilyId)
        {
            _lastFamily = _references.Family(gss, familyId);
            _lastFamilyId = familyId;
        }

        return _lastFamily;
    }

    private static int Day(DateOnly? date) => date?.DayNumber ?? 0;
}
