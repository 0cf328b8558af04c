namespace TfPipeline.Core.Submissions;

/// <summary>The names of everything that intake writes. They are made of checked parts and pseudonyms, never of a file's name.</summary>
public static class SubmissionBlobs
{
    /// <summary>Accepted rows are encrypted for this purpose.</summary>
    public const string RowsPurpose = "cohort/submission";

    /// <summary>Their edit tokens are encrypted for this one.</summary>
    public const string EditsPurpose = "cohort/submission-edits";

    /// <summary>Their opt-outs are encrypted for this one, under the secret of opt-outs.</summary>
    public const string OptOutsPurpose = "cohort/opt-outs";

    /// <summary>The end of every state's name.</summary>
    public const string StateEnding = ".state.json";

    /// <summary>Receipts: the JSON, which is written last and makes the receipt final.</summary>
    public static string Json(UploadPath path, string submission) => path.ReceiptFolder + submission + ".json";

    /// <summary>Receipts: the page.</summary>
    public static string Html(UploadPath path, string submission) => path.ReceiptFolder + submission + ".html";

    /// <summary>Receipts: the findings as CSV.</summary>
    public static string Csv(UploadPath path, string submission) => path.ReceiptFolder + CsvFile(submission);

    /// <summary>The last part of <see cref="Csv"/>, for a link beside it.</summary>
    public static string CsvFile(string submission) => submission + ".csv";

    /// <summary>Runs: the folder of all states.</summary>
    public const string StateFolder = "submissions/";

    /// <summary>Runs: the current state.</summary>
    public static string State(UploadPath path, string submission) => StateFolder + path.ReceiptFolder + submission + StateEnding;

    /// <summary>Runs: the kind of the last fault that an upload met.</summary>
    internal static string Fault(UploadPath path, string slot) => StateFolder + path.ReceiptFolder + slot + ".fault";

    /// <summary>Cohort: accepted rows.</summary>
    public static string Rows(string gss, string drop, string submission) => $"submissions/{gss}/{drop}/{submission}.tfe";

    /// <summary>Cohort: the edit tokens of the accepted rows.</summary>
    public static string Edits(string gss, string drop, string submission) => $"submissions/{gss}/{drop}/{submission}.edits.tfe";

    /// <summary>Cohort: opt-outs and reversals among the accepted rows.</summary>
    public static string OptOuts(string gss, string drop, string submission) => $"submissions/{gss}/{drop}/{submission}.opt-outs.tfe";
}
