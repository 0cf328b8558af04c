using Microsoft.Extensions.Options;

namespace TfPipeline.Functions.Settings;

/// <summary>Settings that know their own rules.</summary>
public interface ICheckedSettings
{
    /// <summary>One sentence per broken rule: it names the setting and the limit, never the value.</summary>
    IEnumerable<string> Problems();
}

/// <summary>Stops the app at its start when a setting breaks a rule.</summary>
internal sealed class SettingsCheck<T> : IValidateOptions<T>
    where T : class, ICheckedSettings
{
    public ValidateOptionsResult Validate(string? name, T options)
    {
        var problems = options.Problems().ToList();
        return problems.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(problems);
    }
}
