namespace TfPipeline.Storage;

/// <summary>The storage accounts of the pipeline. Who may reach which is decided per account first.</summary>
public enum StorageAccount
{
    /// <summary>What comes in and what goes back to councils; the only place with raw identifiers.</summary>
    Landing,

    /// <summary>Pseudonymised work in progress.</summary>
    Working,

    /// <summary>Releases, after disclosure control.</summary>
    Analytics,
}

/// <summary>Where each container lives and what it is called there.</summary>
public static class PipelineContainers
{
    /// <summary>The account that holds the container.</summary>
    public static StorageAccount Account(this PipelineContainer container) => container switch
    {
        PipelineContainer.Uploads or PipelineContainer.Extracts or PipelineContainer.Receipts or PipelineContainer.Summaries
            => StorageAccount.Landing,
        PipelineContainer.Cohort or PipelineContainer.Links or PipelineContainer.Panel
            or PipelineContainer.Estimates or PipelineContainer.Proposals or PipelineContainer.Approvals or PipelineContainer.Requests
            or PipelineContainer.Audit or PipelineContainer.Runs
            => StorageAccount.Working,
        PipelineContainer.Analytics => StorageAccount.Analytics,
        _ => throw new ArgumentOutOfRangeException(nameof(container)),
    };

    /// <summary>The container's name in an account, which is also its folder's name.</summary>
    public static string BlobContainerName(this PipelineContainer container) => container switch
    {
        PipelineContainer.Uploads => "uploads",
        PipelineContainer.Extracts => "extracts",
        PipelineContainer.Receipts => "receipts",
        PipelineContainer.Summaries => "summaries",
        PipelineContainer.Cohort => "cohort",
        PipelineContainer.Links => "links",
        PipelineContainer.Panel => "panel",
        PipelineContainer.Estimates => "estimates",
        PipelineContainer.Proposals => "proposals",
        PipelineContainer.Approvals => "approvals",
        PipelineContainer.Requests => "requests",
        PipelineContainer.Audit => "audit",
        PipelineContainer.Runs => "runs",
        PipelineContainer.Analytics => "analytics",
        _ => throw new ArgumentOutOfRangeException(nameof(container)),
    };

    /// <summary>The account's name as a folder.</summary>
    public static string FolderName(this StorageAccount account) => account switch
    {
        StorageAccount.Landing => "landing",
        StorageAccount.Working => "working",
        StorageAccount.Analytics => "analytics",
        _ => throw new ArgumentOutOfRangeException(nameof(account)),
    };
}
