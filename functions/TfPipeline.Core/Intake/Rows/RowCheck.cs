namespace TfPipeline.Core.Intake;

/// <summary>The findings of the row that is being checked.</summary>
internal sealed class RowCheck(FindingLog log)
{
    private int _row;

    public bool HasError { get; private set; }

    public bool HasQuery { get; private set; }

    public void Start(int row)
    {
        _row = row;
        HasError = false;
        HasQuery = false;
    }

    public void Report(IntakeRule rule, int column) => Report(rule, column, _row);

    public void Report(IntakeRule rule, int column, int row)
    {
        log.Add(new Finding(row, column, rule));
        HasError |= rule.Severity != Severity.Query;
        HasQuery |= rule.Severity == Severity.Query;
    }
}
