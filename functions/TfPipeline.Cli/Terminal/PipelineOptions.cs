using System.CommandLine;
using System.Security.Cryptography;
using System.Text;
using Azure.Identity;
using TfPipeline.Azure.Keys;
using TfPipeline.Azure.Storage;
using TfPipeline.Pseudonyms;
using TfPipeline.Storage;

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

    public Option<string?> OptOutKeyFile { get; } = new("--opt-out-key-file")
    {
        Description = "The secret that opt-outs are filed under, which stays when the root key rotates. By default the root key.",
    };

    public Option<string?> OptOutKeyVault { get; } = new("--opt-out-key-vault")
    {
        Description = "The same, as the address of a secret with its version.",
    };

    /// <summary>What names the keys.</summary>
    public IReadOnlyList<Option> Keys => [KeyFile, KeyVault, OptOutKeyFile, OptOutKeyVault];

    public Option<DirectoryInfo?> State { get; } = new("--state")
    {
        Description = "Folder where runs are kept, on a disk of this machine. By default host/ in a folder store, else a folder of this user.",
    };

    /// <summary>Opens the storage; nothing is reached before the first use.</summary>
    public IPipelineStorage StorageOf(ParseResult parsed) => StorageOption.Open(parsed.GetRequiredValue(Storage));

    /// <summary>Where the storage is.</summary>
    /// <exception cref="UsageException">The text names no storage.</exception>
    public StorageLocation LocationOf(ParseResult parsed) => StorageOption.Read(parsed.GetRequiredValue(Storage));

    /// <summary>Where the keys come from; nothing is read yet.</summary>
    /// <exception cref="UsageException">None or two were named, or a file that is not there.</exception>
    public KeySources KeysOf(ParseResult parsed)
        => new(
            SourceOf(parsed, KeyFile, KeyVault)
                ?? throw new UsageException("name the root key by either --key-file or --key-vault. To make one: openssl rand -hex 32 > root.key"),
            SourceOf(parsed, OptOutKeyFile, OptOutKeyVault));

    /// <summary>The key of the ledger of releases: the secret of opt-outs, or the root key where there is no other; null where neither is named.</summary>
    /// <exception cref="UsageException">Two were named, or a file that is not there.</exception>
    public KeySources? LedgerKeysOf(ParseResult parsed)
        => (SourceOf(parsed, OptOutKeyFile, OptOutKeyVault) ?? SourceOf(parsed, KeyFile, KeyVault)) is { } source ? new KeySources(source) : null;

    private static IRootKeySource? SourceOf(ParseResult parsed, Option<string?> fileOption, Option<string?> vaultOption)
    {
        var file = parsed.GetValue(fileOption);
        var vault = parsed.GetValue(vaultOption);
        if (file is not null && vault is not null)
            throw new UsageException($"name the key by either {fileOption.Name} or {vaultOption.Name}.");
        if (vault is not null)
            return KeyVaultRootKeySource.At(vault, new DefaultAzureCredential());
        if (file is null)
            return null;
        return File.Exists(file) ? new FileRootKeySource(file) : throw new UsageException($"the file named by {fileOption.Name} does not exist.");
    }

    /// <summary>Where the runs on this storage are kept.</summary>
    public string StateFolderOf(ParseResult parsed)
    {
        if (parsed.GetValue(State) is { } chosen)
            return chosen.FullName;
        if (LocationOf(parsed) is StorageLocation.InFolder folder)
            return Path.Combine(Path.GetFullPath(folder.Path), "host");

        // A one-way name: the text may hold an emulator's key.
        var name = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(parsed.GetRequiredValue(Storage)))).AsSpan(0, 16);
        var home = Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.DoNotVerify);
        return Path.Join(home, "tfp", name, "host");
    }
}
