using TfPipeline.Azure.Storage;

namespace TfPipeline.Cli.Terminal;

/// <summary>Tells a store from a folder that only looks like one: in a wrong folder there is nothing to do, and nothing would say so.</summary>
internal static class StoreLayout
{
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
