using TfPipeline.Storage;

namespace TfPipeline.Functions.Roles;

/// <summary>Names the roles in which the functions of a class may run.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class RunsInAttribute(params AppRole[] roles) : Attribute
{
    /// <summary>The roles; never empty.</summary>
    public IReadOnlyList<AppRole> Roles { get; } = roles;
}
