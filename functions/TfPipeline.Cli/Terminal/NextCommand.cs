using System.CommandLine;
using TfPipeline.Azure.Storage;

namespace TfPipeline.Cli.Terminal;

/// <summary>The end of a command that a person may type next. A connection string holds a key and is not printed.</summary>
internal static class NextCommand
{
    public static string StorageOf(PipelineOptions shared, ParseResult parsed) =>
        shared.LocationOf(parsed) is StorageLocation.InFolder folder ? $"--storage {(folder.Path.Contains(' ', StringComparison.Ordinal) ? $"'{folder.Path}'" : folder.Path)}" : "--storage …";
}
