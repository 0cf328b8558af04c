using TfPipeline.Storage;

namespace TfPipeline.Functions.Roles;

/// <summary>A function was started in a role that may not run it.</summary>
public sealed class WrongRoleException : Exception
{
    /// <summary>Names the function, the role and the setting that disables it.</summary>
    public WrongRoleException(string function, AppRole role)
        : base($"Function {function} does not run in role {role}. Set AzureWebJobs.{function}.Disabled to true in that app.")
    {
        Function = function;
        Role = role;
    }

    /// <summary>The function.</summary>
    public string Function { get; }

    /// <summary>The role of the app.</summary>
    public AppRole Role { get; }
}
