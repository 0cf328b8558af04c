namespace TfPipeline.Intake;

/// <summary>What a finding does to the row or the file it is about.</summary>
public enum Severity
{
    /// <summary>The row is kept; the council should look at it.</summary>
    Query,

    /// <summary>The row is left out.</summary>
    Error,

    /// <summary>The whole file is refused; nothing in it is used.</summary>
    File,
}

/// <summary>How severities are called in receipts.</summary>
internal static class SeverityWords
{
    public static string ToWord(this Severity severity) => severity switch
    {
        Severity.Query => "query",
        Severity.Error => "error",
        _ => "file",
    };
}
