using System.CommandLine;
using System.CommandLine.Parsing;

namespace TfPipeline.Cli.Terminal;

/// <summary>
/// Says what is wrong with a command line without repeating its values: a mistyped option may stand before a connection string or
/// a file named after a person.
/// </summary>
internal static class CommandLineErrors
{
    /// <summary>Prints one line for each fault.</summary>
    public static int Print(ParseResult parsed, TextWriter output)
    {
        foreach (var line in parsed.Errors.Select(Describe).Distinct(StringComparer.Ordinal))
            output.WriteLine("tfp: " + line);
        output.WriteLine($"tfp: see {Path(parsed.CommandResult)} --help");
        return ExitCode.CouldNotRun;
    }

    private static string Describe(ParseError error) => error.SymbolResult switch
    {
        OptionResult { Implicit: true } option => $"{option.Option.Name} is missing.",
        OptionResult { IdentifierTokenCount: 0 } option => $"{option.Option.Name} is missing.",
        OptionResult { Tokens.Count: 0 } option => $"{option.Option.Name} needs a value.",
        OptionResult option => $"the value of {option.Option.Name} is not understood.",
        ArgumentResult { Tokens.Count: 0 } argument => $"{argument.Argument.Name} is missing.",
        ArgumentResult argument => $"{argument.Argument.Name} is not understood.",
        CommandResult command when command.Command.Options.FirstOrDefault(option => option.Required && command.GetResult(option) is null) is { } missing
            => $"{missing.Name} is missing.",
        CommandResult command when command.Command.Subcommands.Count > 0 => "name one of the commands.",
        _ => "an option or argument is not known; its text is not shown because it may hold a secret.",
    };

    private static string Path(CommandResult command)
        => command.Parent is CommandResult ? $"tfp {command.Command.Name}" : "tfp";
}
