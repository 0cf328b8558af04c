using System.CommandLine;
using TfPipeline.Cli.Commands;

namespace TfPipeline.Cli;

/// <summary>All commands of <c>tfp</c>, one file each below Commands.</summary>
internal static class CommandTree
{
    public static RootCommand Create()
    {
        var root = new RootCommand("TfPipeline on one machine: the same rules and orchestrators as in Azure.");
        foreach (var command in Commands())
            root.Subcommands.Add(command);
        return root;
    }

    private static IEnumerable<Command> Commands() =>
    [
        DemoCommand.Create(),
        EstimateCommand.Create(),
        SynthCommand.Create(),
        ValidateCommand.Create(),
        IngestCommand.Create(),
        LinkCommand.Create(),
        WatchCommand.Create(),
        RunCommand.Create(),
        WorkCommand.Create(),
        AcceptDeliveryCommand.Create(),
        StatusCommand.Create(),
        SweepCommand.Create(),
    ];
}
