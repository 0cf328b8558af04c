using Microsoft.DurableTask;
using TfPipeline.Runs.Catalogue;
using TfPipeline.Storage;

namespace TfPipeline.LocalHub;

/// <summary>The orchestrators and activities that a process serves, by name.</summary>
public sealed class HubFunctions
{
    private readonly Dictionary<string, Func<ITaskOrchestrator>> orchestrators = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Func<CancellationToken, ITaskActivity>> activities = new(StringComparer.Ordinal);

    /// <summary>How each orchestrator is made.</summary>
    public IReadOnlyDictionary<string, Func<ITaskOrchestrator>> Orchestrators => orchestrators;

    /// <summary>How each activity is made; the token stops it.</summary>
    public IReadOnlyDictionary<string, Func<CancellationToken, ITaskActivity>> Activities => activities;

    /// <summary>All names.</summary>
    public IEnumerable<string> Names => orchestrators.Keys.Concat(activities.Keys);

    /// <summary>What the catalogue lists for the roles that this process holds.</summary>
    /// <param name="roles">The services of each role.</param>
    public static HubFunctions Of(IReadOnlyDictionary<AppRole, IServiceProvider> roles)
    {
        var functions = new HubFunctions();
        foreach (var function in RunCatalogue.All.Where(one => roles.ContainsKey(one.Role)))
        {
            if (function.Kind == RunFunctionKind.Orchestrator)
                functions.AddOrchestrator(function.Name, function.CreateOrchestrator);
            else
                functions.AddActivity(function.Name, stop => function.CreateActivity(roles[function.Role], stop));
        }

        return functions;
    }

    /// <summary>Adds an orchestrator.</summary>
    public HubFunctions AddOrchestrator(string name, Func<ITaskOrchestrator> create)
    {
        orchestrators.Add(name, create);
        return this;
    }

    /// <summary>Adds an activity.</summary>
    public HubFunctions AddActivity(string name, Func<CancellationToken, ITaskActivity> create)
    {
        activities.Add(name, create);
        return this;
    }
}
