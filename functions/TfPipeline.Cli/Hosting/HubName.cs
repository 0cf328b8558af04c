using TfPipeline.Cli.Terminal;
using TfPipeline.Storage;

namespace TfPipeline.Cli.Hosting;

/// <summary>Names of task hubs in a host account.</summary>
internal static class HubName
{
    /// <summary>The hubs of the deployed Function Apps (infra/modules/app-settings.bicep).</summary>
    public static readonly IReadOnlyList<string> Deployed = ["tfplink", "tfprelease"];

    /// <summary>The hub of a role unless another one was named.</summary>
    public static string Default(AppRole role) => "tfpwork" + role.ToString().ToLowerInvariant();

    /// <summary>Passes a name that a hub of this program may have.</summary>
    /// <exception cref="UsageException">It has another form, or it is the hub of a deployed app, whose work this program must not take.</exception>
    public static string Require(string name)
    {
        if (Deployed.Contains(name, StringComparer.OrdinalIgnoreCase))
            throw new UsageException($"--hub-name is the task hub of a deployed Function App ({string.Join(" or ", Deployed)}); choose another name.");
        if (name.Length is < 3 or > 45 || !char.IsAsciiLetter(name[0]) || !name.All(char.IsAsciiLetterOrDigit))
            throw new UsageException("--hub-name is 3 to 45 letters and digits, a letter first.");
        return name;
    }
}
