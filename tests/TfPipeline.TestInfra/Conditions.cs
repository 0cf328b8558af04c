namespace TfPipeline.TestInfra;

/// <summary>The conditions that the matrix has words for, as they have to be.</summary>
internal static class Conditions
{
    public const string Blobs = "Microsoft.Storage/storageAccounts/blobServices/containers/blobs";

    public const string CleanOnly =
        "((!(ActionMatches{'" + Blobs + "/read'} AND NOT SubOperationMatches{'Blob.List'})) OR (@Resource[" + Blobs + "/tags:Malware Scanning scan result<$key_case_sensitive$>] StringEquals 'No threats found'))";

    /// <summary>Creating and reading below one folder.</summary>
    public static IReadOnlyList<string> OfFolder(string folder) =>
    [
        $"((!(ActionMatches{{'{Blobs}/add/action'}})) OR (@Resource[{Blobs}:path] StringStartsWith '{folder}/')) AND ((!(ActionMatches{{'{Blobs}/add/action'}} AND SubOperationMatches{{'Blob.Write.WithTagHeaders'}})) OR (!(Exists @Request[{Blobs}/tags&$keys$&])))",
        $"((!(ActionMatches{{'{Blobs}/read'}} AND NOT SubOperationMatches{{'Blob.List'}})) OR (@Resource[{Blobs}:path] StringStartsWith '{folder}/')) AND ((!(ActionMatches{{'{Blobs}/read'}} AND SubOperationMatches{{'Blob.List'}})) OR (@Request[{Blobs}:prefix] StringStartsWith '{folder}/'))",
    ];
}
