using TfPipeline.Identifiers;
using TfPipeline.Intake;
using TfPipeline.Pseudonyms;

namespace TfPipeline.Core.Submissions;

/// <summary>
/// Turns accepted rows of one council into references, facts and tokens. After it no identifier is left. Safe for use by several
/// threads, which must not fill the same rows.
/// </summary>
internal sealed class Pseudonymiser(KeyRing keys, string gss) : IDisposable
{
    private readonly ReferenceMaker _references = new(keys);

    // One for all threads: tokens of a batch are made in a fraction of the time that reading it takes, and each tokeniser would
    // remember all values of the file.
    private readonly BatchTokeniser _tokeniser = new(keys);

    /// <summary>Puts a batch into a row group, from a row on. Whatever the group held there before is gone.</summary>
    public void Fill(AcceptedRows batch, SubmissionGroup group, int at)
    {
        FillReferences(batch, group.Rows, at);
        batch.IsQueried.AsSpan(0, batch.Count).CopyTo(group.IsQueried.AsSpan(at));
        for (var i = 0; i < batch.Count; i++)
            FillFacts(batch, i, group.Rows, at + i);
        TokenTable tokens;
        lock (_tokeniser)
            tokens = _tokeniser.Tokenise(batch);
        TokenColumns.Fill(group.Tokens, at, tokens);
    }

    /// <summary>The edit tokens of everything so far, once no thread is filling.</summary>
    public EditTokens Edits() => _tokeniser.Edits();

    public void Dispose() => _tokeniser.Dispose();

    private void FillReferences(AcceptedRows batch, SubmissionRows rows, int at)
    {
        var people = batch.PersonId.AsSpan(0, batch.Count);
        _references.People(gss, people, rows.Person.AsSpan(at, batch.Count));
        _references.OptOuts(CouncilRegister.FirstCodeOf(gss), people, rows.OptOut.AsSpan(at, batch.Count));

        // Members of a family follow one another in most files.
        var families = new List<string>(batch.Count);
        var familyOf = new int[batch.Count];
        for (var i = 0; i < batch.Count; i++)
        {
            if (families.Count == 0 || batch.FamilyId[i] != families[^1])
                families.Add(batch.FamilyId[i]);
            familyOf[i] = families.Count - 1;
        }

        var references = new Reference[families.Count];
        _references.Families(gss, families.ToArray(), references);
        for (var i = 0; i < batch.Count; i++)
            rows.Family[at + i] = batch.Withdrawal[i] == WithdrawalState.Withdrawn ? default : references[familyOf[i]];
    }

    private static void FillFacts(AcceptedRows batch, int i, SubmissionRows rows, int at)
    {
        rows.Row[at] = batch.Row[i];
        rows.Withdrawal[at] = batch.Withdrawal[i];
        rows.IsProgramme[at] = batch.IsProgramme[i];
        rows.IndexDay[at] = Day(batch.IndexDate[i]);
        rows.EndDay[at] = Day(batch.EndDate[i]);
        rows.BirthDay[at] = Day(batch.DateOfBirth[i]);
        rows.ClaimDay[at] = Day(batch.ClaimDate[i]);
        rows.ClaimIsEmployment[at] = batch.ClaimIsEmployment[i];
        rows.Sex[at] = batch.Sex[i];
        rows.Problems[at] = batch.Problems[i];
        rows.HasUpn[at] = batch.Upn[i] is not null;
        rows.HasNino[at] = batch.Nino[i] is not null;
    }

    private static int Day(DateOnly? date) => date?.DayNumber ?? 0;
}
