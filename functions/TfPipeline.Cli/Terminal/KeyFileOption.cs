using System.CommandLine;
using TfPipeline.Pseudonyms;

namespace TfPipeline.Cli.Terminal;

/// <summary>The option <c>--key-file</c>, the same in every command that makes or reads pseudonyms.</summary>
internal static class KeyFileOption
{
    public static Option<FileInfo> Create() => new("--key-file")
    {
        Description = "File with the root key: 32 random bytes, or 64 hexadecimal digits.",
        Required = true,
    };

    /// <summary>Reads the key.</summary>
    /// <exception cref="UsageException">There is no such file.</exception>
    /// <exception cref="RootKeyFileException">It holds no key.</exception>
    public static async Task<KeyRing> OpenAsync(FileInfo file, CancellationToken cancellationToken)
    {
        if (!file.Exists)
            throw new UsageException("--key-file names a file that does not exist. Make one with: head -c 32 /dev/urandom > tfp.key");
        using var root = await new FileRootKeySource(file.FullName).GetAsync(cancellationToken);
        return new KeyRing(root);
    }
}
