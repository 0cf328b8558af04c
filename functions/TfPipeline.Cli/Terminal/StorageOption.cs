using System.CommandLine;
using TfPipeline.Azure.Storage;
using TfPipeline.Storage;

namespace TfPipeline.Cli.Terminal;

/// <summary>The option <c>--storage</c>, the same in every command.</summary>
internal static class StorageOption
{
    public static Option<string> Create() => new("--storage")
    {
        Description = "Where the pipeline's containers are: a folder, a connection string, or an account's address (three, separated by commas: landing, working, analytics).",
        Required = true,
    };

    /// <summary>Opens it; nothing is reached before the first use.</summary>
    /// <exception cref="UsageException">The text names no storage.</exception>
    public static IPipelineStorage Open(string text) => Understood(() => StorageLocation.Parse(text).Open());

    /// <summary>Reads it.</summary>
    /// <exception cref="UsageException">The text names no storage.</exception>
    public static StorageLocation Read(string text) => Understood(() => StorageLocation.Parse(text));

    private static T Understood<T>(Func<T> read)
    {
        try
        {
            return read();
        }
        catch (StorageLocationException e)
        {
            throw new UsageException(e.Message, e);
        }
    }
}
