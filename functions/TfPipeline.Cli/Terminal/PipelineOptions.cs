using System.CommandLine;
using System.Security.Cryptography;
using System.Text;
using Azure.Identity;
using TfPipeline.Core.Pseudonyms;
using TfPipeline.Core.Storage;
using TfPipeline.Functions.Keys;
using TfPipeline.Functions.Storage;

namespace TfPipeline.Cli.Terminal;

/// <summary>The options that commands on a store and a key share.</summary>
internal sealed class PipelineOptions
{
    public Option<string> Storage { get; } = StorageOption.Create();

    public Option<string?> KeyFile { get; } = new("--key-file")
    {
        Description = "The root key: a file of 32 bytes or 64 hexadecimal digits. It is never made here.",
    };

    public Option<string?> KeyVault { get; } = new("--key-vault")
    {
        Description = "The root key: an https address of a secret with its version, https://{vault}/secrets/{name}/{version}.",
    };

    public Option<DirectoryInfo?> State { get; } = new("--state")
    {
        Description = "Folder of the runs' journals. By default host/ in a folder store, else a folder of this user.",
    };

    /// <summary>Opens the storage; nothing is reached before the first use.</summary>
    public IPipelineStorage StorageOf(ParseResult parsed) => StorageOption.Open(parsed.GetRequiredValue(Storage));

    /// <summary>Where the key comes from; nothing is read yet.</summary>
    /// <exception cref="UsageException">None or both were named.</exception>
    public IRootKeySource KeysOf(ParseResult parsed)
    {
        var file = parsed.GetValue(KeyFile);
        var vault = parsed.GetValue(KeyVault);
        if (file is null == vault is null)
            throw new UsageException("name the root key by either --key-file or --key-vault. To make one: openssl rand -hex 32 > root.key");
        if (file is not null)
            return File.Exists(file) ? new FileRootKeySource(file) : throw new UsageException("the file named by --key-file does not exist.");
        return KeyVaultRootKeySource.At(vault!, new DefaultAzureCredential());
    }

    /// <summary>Where the journals of runs on this storage lie.</summary>
    public string StateFolderOf(ParseResult parsed)
    {
        if (parsed.GetValue(State) is { } chosen)
            return chosen.FullName;
        if (StorageLocation.Parse(parsed.GetRequiredValue(Storage)) is StorageLocation.InFolder folder)
            return Path.Combine(Path.GetFullPath(folder.Path), "host");

        // A one-way name: the text may hold an emulator's key.
        var name = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(parsed.GetRequiredValue(Storage)))).AsSpan(0, 16);
        var home = Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.DoNotVerify);
        return Path.Join(home, "tfp", name, "host");
    }
}
