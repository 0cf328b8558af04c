namespace TfPipeline.Intake;

/// <summary>The findings of the row that is being checked.</summary>
internal sealed class RowCheck(FindingLog log)
{
    private RowFacts _row = new();

    public bool HasError => _row.HasError;

    /// <summary>Sets the row that the next findings belong to.</summary>
    public void MoveTo(RowFacts row) => _row = row;

    /// <summary>The row is left out for a reason that an earlier row has named.</summary>
    public void Refuse() => _row.HasError = true;

    public void Report(IntakeRule rule, int column) => Report(rule, column, _row.Row);

    public void Report(IntakeRule rule, int column, int row)
    {
        log.Add(new Finding(row, column, rule));
        _row.HasError |= rule.Severity != Severity.Query;
        _row.HasQuery |= rule.Severity == Severity.Query;
    }
}
