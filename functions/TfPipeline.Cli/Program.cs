using TfPipeline.Cli;
using TfPipeline.Cli.Terminal;

FaultTrace.ListenToActivities();
var parsed = CommandTree.Create().Parse(args);
return parsed.Errors.Count > 0
    ? CommandLineErrors.Print(parsed, Console.Error)
    : await parsed.InvokeAsync();
