using System.CommandLine;
using DurableTask.Core;
using TfPipeline.Azure.Storage;
using TfPipeline.Cli.Terminal;
using TfPipeline.LocalHub;
using TfPipeline.Storage;

namespace TfPipeline.Cli.Hosting;

/// <summary>The options that say where runs are kept, and which roles this process holds.</summary>
internal sealed class HubChoice(PipelineOptions shared)
{
    public Option<string> Hub { get; } = new("--hub")
    {
        Description = "Where runs are kept: 'local', a file of this machine, or 'azure', the host account of a role, which several machines share.",
        DefaultValueFactory = _ => "local",
    };

    public Option<string?> Role { get; } = new("--role")
    {
        Description = "The only role that this process holds: 'link' (landing and key) or 'release' (analytics). Both together only on a folder, an emulator or synthetic data.",
    };

    public Option<string?> Host { get; } = new("--host")
    {
        Description = "With --hub azure: the role's host account, never one with data: its https address, or an emulator's connection string; without --role two, separated by a comma: link, release.",
    };

    public Option<string?> HubName { get; } = new("--hub-name") { Description = "With --hub azure: name of the task hub. By default one for each role." };

    /// <summary>All of them.</summary>
    public IReadOnlyList<Option> Options => [Hub, Role, Host, HubName];

    /// <summary>The role that was named, or null for both.</summary>
    /// <exception cref="UsageException">It is none.</exception>
    public AppRole? RoleOf(ParseResult parsed) => parsed.GetValue(Role) switch
    {
        null => null,
        "link" => AppRole.Link,
        "release" => AppRole.Release,
        _ => throw new UsageException("--role is neither 'link' nor 'release'."),
    };

    /// <summary>Refuses to bring the key and the results together in one process where people may be in the data.</summary>
    /// <exception cref="UsageException">They may be.</exception>
    public async Task RequireOneRoleAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        if (RoleOf(parsed) is null && !shared.LocationOf(parsed).IsLocal && !await SyntheticOnly.HoldsAsync(shared.StorageOf(parsed), cancellationToken))
            throw new UsageException("one process does not hold both roles on accounts in Azure unless all data are synthetic; name one with --role, and run the other by itself.");
    }

    /// <summary>Opens the store of a role.</summary>
    /// <exception cref="UsageException">The options do not fit together.</exception>
    public IOrchestrationService Open(ParseResult parsed, AppRole role)
    {
        if (!IsAzure(parsed))
            return new LocalOrchestrationService(shared.StateFolderOf(parsed));

        var name = parsed.GetValue(HubName) is { } chosen ? Hosting.HubName.Require(chosen) : Hosting.HubName.Default(role);
        try
        {
            return AzureHub.Open(HostAccount.Parse(HostOf(parsed, role), shared.LocationOf(parsed)), name, AzureHubTimes.Default);
        }
        catch (StorageLocationException fault)
        {
            throw new UsageException(fault.Message, fault);
        }
    }

    /// <summary>True for <c>--hub azure</c>.</summary>
    /// <exception cref="UsageException">Neither of the two.</exception>
    public bool IsAzure(ParseResult parsed)
    {
        var isAzure = parsed.GetValue(Hub) switch
        {
            "local" => false,
            "azure" => true,
            _ => throw new UsageException("--hub is neither 'local' nor 'azure'."),
        };
        if (!isAzure && (parsed.GetValue(Host) ?? parsed.GetValue(HubName)) is not null)
            throw new UsageException("--host and --hub-name go with --hub azure.");
        return isAzure;
    }

    private string HostOf(ParseResult parsed, AppRole role)
    {
        var named = parsed.GetValue(Host)?.Split(',', StringSplitOptions.TrimEntries) ?? [];
        if (RoleOf(parsed) is not null)
            return named.Length == 1 ? named[0] : throw new UsageException("--hub azure needs the role's host account: --host.");
        return named.Length == 2 && !string.Equals(named[0], named[1], StringComparison.OrdinalIgnoreCase)
            ? named[role == AppRole.Link ? 0 : 1]
            : throw new UsageException("--hub azure for both roles needs two host accounts: --host LINK,RELEASE.");
    }
}
