using System.CommandLine;
using TfPipeline.Core.Release.Decisions;

namespace TfPipeline.Cli.Terminal;

/// <summary>Who is at the keyboard: the name that is asked for, and the account that the system knows.</summary>
internal static class PersonOption
{
    private const string Form = "1 to 64 of a-z, 0-9, dot, hyphen, underscore and @, a letter or digit first. In Azure it is the object id of your own account.";

    public static Option<string?> Create(string description, bool isRequired) => new("--as") { Description = $"{description} {Form}", Required = isRequired };

    /// <summary>The account of this process, or null where its name has another form.</summary>
    public static string? Account => Environment.UserName.ToLowerInvariant() is var name && PersonBlob.IsPerson(name) ? name : null;

    /// <summary>The name that was given, in lower case.</summary>
    /// <exception cref="UsageException">It has another form.</exception>
    public static string Require(string? given) => given?.ToLowerInvariant() is { } name && PersonBlob.IsPerson(name)
        ? name
        : throw new UsageException("--as is not a name of an account: " + Form);
}
