using System.Globalization;
using TfPipeline.Azure.Storage;
using TfPipeline.Storage;

namespace TfPipeline.Cli.Terminal;

/// <summary>Tells a store from a folder that only looks like one: in a wrong folder there is nothing to do, and nothing would say so.</summary>
internal static class StoreLayout
{
    /// <summary>One sentence about what lies among the uploads and is not read, or null where there is nothing of the kind.</summary>
    public static string? PassedOver(StorageLocation location)
    {
        if (location is not StorageLocation.InFolder folder || FolderOddities.Below(Path.Combine(folder.Path, "landing", "uploads")) is not { AreNone: false } found)
            return null;
        return string.Create(
            CultureInfo.InvariantCulture,
            $"passed over in landing/uploads: {found.Links:N0} links, {found.Pipes:N0} pipes or devices, {found.Unnameable:N0} names that are not UTF-8. Put plain files with names in UTF-8 there.");
    }

    /// <exception cref="UsageException">The folder is none, or its uploads lie where no store has them.</exception>
    public static void Check(StorageLocation location)
    {
        if (location is not StorageLocation.InFolder folder)
            return;
        if (Directory.Exists(Path.Combine(folder.Path, "uploads")))
            throw new UsageException("the folder of --storage has uploads/ at its root; a store has them in landing/uploads/{gss}/{yyyy-mm-dd}/. Move uploads/ and extracts/ into landing/.");
        if (!Directory.Exists(Path.Combine(folder.Path, "landing")) && !Directory.Exists(Path.Combine(folder.Path, "working")))
            throw new UsageException("the folder of --storage is no store: it has neither landing/ nor working/. Uploads lie in landing/uploads/{gss}/{yyyy-mm-dd}/.");
    }
}
