using System.Reflection;
using Microsoft.Azure.Functions.Worker;

namespace TfPipeline.Cli.LocalHost;

/// <summary>The app's orchestrators and activities, found by the attributes that the Functions worker finds them by.</summary>
internal sealed class FunctionCatalogue
{
    private readonly Dictionary<string, MethodInfo> orchestrators = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, MethodInfo> activities = new(StringComparer.OrdinalIgnoreCase);

    public FunctionCatalogue(IEnumerable<Type> types)
    {
        var functions = types
            .SelectMany(type => type.GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly))
            .Where(method => method.IsDefined(typeof(FunctionAttribute)));
        foreach (var method in functions)
        {
            var name = method.GetCustomAttribute<FunctionAttribute>()!.Name;
            if (Has<OrchestrationTriggerAttribute>(method))
                orchestrators.Add(name, method);
            else if (Has<ActivityTriggerAttribute>(method))
                activities.Add(name, method);
        }
    }

    /// <exception cref="UnknownFunctionException">No orchestrator has this name.</exception>
    public OrchestratorCode Orchestrator(string name)
    {
        var method = Find(orchestrators, name);
        return async context => await Result(method.Invoke(null, BindingFlags.DoNotWrapExceptions, null, [context], null));
    }

    /// <exception cref="UnknownFunctionException">No activity has this name.</exception>
    public MethodInfo Activity(string name) => Find(activities, name);

    /// <summary>The value of a function's task; null where it has none.</summary>
    public static async Task<object?> Result(object? returned)
    {
        if (returned is not Task task)
            return returned;

        await task;
        var result = task.GetType().GetProperty(nameof(Task<object>.Result))?.GetValue(task);
        return string.Equals(result?.GetType().Name, "VoidTaskResult", StringComparison.Ordinal) ? null : result;
    }

    private static MethodInfo Find(Dictionary<string, MethodInfo> methods, string name) =>
        methods.TryGetValue(name, out var method) ? method : throw new UnknownFunctionException(name);

    private static bool Has<T>(MethodInfo method)
        where T : Attribute
        => method.GetParameters().Any(parameter => parameter.IsDefined(typeof(T)));
}
