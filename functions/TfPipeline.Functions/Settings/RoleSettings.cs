using TfPipeline.Storage;

namespace TfPipeline.Functions.Settings;

/// <summary>Which of the two roles this app was deployed as.</summary>
public sealed class RoleSettings : ICheckedSettings
{
    /// <summary><c>link</c> or <c>release</c>. There is no default: a wrong guess would bring key and results together.</summary>
    public string? AppRole { get; set; }

    /// <summary>The role, once the settings are checked.</summary>
    public AppRole Role => Enum.Parse<AppRole>(AppRole!, ignoreCase: true);

    /// <inheritdoc />
    public IEnumerable<string> Problems()
    {
        if (!string.Equals(AppRole, "link", StringComparison.OrdinalIgnoreCase) && !string.Equals(AppRole, "release", StringComparison.OrdinalIgnoreCase))
            yield return "AppRole is neither 'link' nor 'release'.";
    }
}
