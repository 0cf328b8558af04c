using TfPipeline.Identifiers;

namespace TfPipeline.Core.Submissions;

/// <summary>Where an upload lies: read in this one place, because its last part is text from outside.</summary>
/// <param name="Gss">The council, or null where the first part names none.</param>
/// <param name="Drop">The drop folder, or null where the second part is none or there are more or fewer parts.</param>
/// <param name="BlobName">The whole name. Outside text: never logged, never in a receipt, never in a name of ours.</param>
public sealed record UploadPath(string? Gss, DropKey? Drop, string BlobName)
{
    /// <summary>The folder of receipts for uploads whose first part names no council.</summary>
    public const string Unrouted = "unrouted";

    /// <summary>The folder of receipts for uploads that lie in no drop folder.</summary>
    public const string NoDrop = "no-drop";

    private static readonly string[] NoiseNames = [".DS_Store", "Thumbs.db", "ehthumbs.db", "desktop.ini", "_SUCCESS", "_STARTED", ".gitkeep", ".keep", ".directory"];

    /// <summary>True where the upload may be read.</summary>
    public bool IsValid => Gss is not null && Drop is not null;

    /// <summary>The folder of its receipt and state, ending in a slash. Made of checked parts only.</summary>
    public string ReceiptFolder => $"{Gss ?? Unrouted}/{Drop?.ToString() ?? NoDrop}/";

    /// <summary>Reads <c>{gss}/{yyyy-mm-dd[-n]}/{file}</c>. Never throws: a name that is not so keeps what parts could be read.</summary>
    public static UploadPath Parse(string blobName)
    {
        ArgumentNullException.ThrowIfNull(blobName);
        var parts = blobName.Split('/');
        // The spelling must be exact: two spellings of one council would be two folders. A code in small letters is refused where the
        // council can see it.
        var gss = CouncilRegister.Find(parts[0])?.Code;
        var isExact = string.Equals(gss, parts[0], StringComparison.Ordinal);
        var isWhole = parts.Length == 3 && parts[2].Length > 0 && parts[2] is not ("." or "..") && !parts[2].Contains('\\', StringComparison.Ordinal);
        return new UploadPath(gss, isExact && isWhole && DropKey.TryParse(parts[1], out var drop) ? drop : null, blobName);
    }

    /// <summary>
    /// True for what operating systems and tools leave in folders, which nobody filed: the stub of a folder, which has no bytes and no
    /// file part, and files of known names. It gets no receipt.
    /// </summary>
    /// <param name="length">How many bytes the upload has.</param>
    public bool IsFolderNoise(long length)
    {
        var name = BlobName.AsSpan(BlobName.LastIndexOf('/') + 1);
        var parts = BlobName.AsSpan().TrimEnd('/').Count('/') + 1;
        if (length == 0 && (name.IsEmpty || parts < 3))
            return true;
        foreach (var known in NoiseNames)
        {
            if (name.Equals(known, StringComparison.OrdinalIgnoreCase))
                return true;
        }

        // The Mac's second file beside each file, and the lock of an open workbook.
        return name.StartsWith("._", StringComparison.Ordinal) || name.StartsWith("~$", StringComparison.Ordinal) || name.StartsWith(".~lock.", StringComparison.Ordinal);
    }

    /// <summary>Leaves the outside text out.</summary>
    public override string ToString() => ReceiptFolder;
}
