using TfPipeline.Identifiers;

namespace TfPipeline.Intake;

/// <summary>Collects accepted rows into batches and hands each full batch on.</summary>
internal sealed class RowSink(HeaderMap map, int batchRows, Action<AcceptedRows> emit)
{
    private AcceptedRows? _batch;

    public void Add(RowFacts facts)
    {
        var batch = _batch ??= new AcceptedRows(map, batchRows);
        var i = batch.Count++;
        batch.Row[i] = facts.Row;
        batch.PersonId[i] = facts.PersonId!;
        batch.FamilyId[i] = facts.FamilyId ?? string.Empty;
        batch.Withdrawal[i] = facts.Withdrawal;
        batch.IsQueried[i] = facts.HasQuery;
        if (facts.Withdrawal != WithdrawalState.Withdrawn)
            Fill(batch, i, facts);
        if (batch.Count == batchRows)
            Flush();
    }

    public void Flush()
    {
        if (_batch is { Count: > 0 } full)
            emit(full);
        _batch = null;
    }

    private static void Fill(AcceptedRows batch, int i, RowFacts facts)
    {
        batch.Forename[i] = facts.Forename;
        batch.Surname[i] = facts.Surname;
        batch.Sex[i] = facts.Sex ?? Sex.NotKnown;
        batch.Postcode[i] = facts.Postcode;
        batch.Upn[i] = facts.Upn;
        batch.Nino[i] = facts.Nino;
        batch.DateOfBirth[i] = facts.DateOfBirth;
        batch.IsProgramme[i] = facts.IsProgramme == true;
        batch.IndexDate[i] = facts.IndexDate;
        batch.EndDate[i] = facts.EndDate;
        batch.ClaimDate[i] = facts.ClaimDate;
        batch.ClaimIsEmployment[i] = facts.ClaimIsEmployment == true;
        batch.Problems[i] = facts.Problems;
    }
}
