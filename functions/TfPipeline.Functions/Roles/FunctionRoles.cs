using System.Reflection;
using Microsoft.Azure.Functions.Worker;
using TfPipeline.Storage;

namespace TfPipeline.Functions.Roles;

/// <summary>Which function may run in which role, read off the classes.</summary>
public static class FunctionRoles
{
    private static readonly Dictionary<string, IReadOnlyList<AppRole>> ByName = typeof(FunctionRoles).Assembly.GetTypes()
        .SelectMany(type => type.GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly))
        .Where(method => method.IsDefined(typeof(FunctionAttribute)))
        .ToDictionary(
            method => method.GetCustomAttribute<FunctionAttribute>()!.Name,
            method => method.DeclaringType!.GetCustomAttribute<RunsInAttribute>()?.Roles ?? [],
            StringComparer.OrdinalIgnoreCase);

    /// <summary>All functions, by name.</summary>
    public static IReadOnlyDictionary<string, IReadOnlyList<AppRole>> All => ByName;

    /// <summary>Passes where the function belongs to the role.</summary>
    /// <exception cref="WrongRoleException">It does not, or it is unknown.</exception>
    public static void Require(string function, AppRole role)
    {
        if (!ByName.TryGetValue(function, out var roles) || !roles.Contains(role))
            throw new WrongRoleException(function, role);
    }
}
