using Spectre.Console;

namespace TfPipeline.Cli.Terminal;

/// <summary>Shows how far long work is: a live bar on a terminal, plain lines (on standard error) elsewhere.</summary>
internal static class ProgressLines
{
    /// <summary>Runs <paramref name="work"/>, which reports a step's name and the share done, 0 to 1.</summary>
    public static async Task<T> RunAsync<T>(Func<Action<string, double>, Task<T>> work)
    {
        if (!CommandRunner.IsInteractive)
            return await work(Plain());

        var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Error) });
        return await console.Progress()
            .Columns(new TaskDescriptionColumn { Alignment = Justify.Left }, new ProgressBarColumn(), new PercentageColumn(), new SpinnerColumn())
            .StartAsync(async context =>
            {
                var bars = new Dictionary<string, ProgressTask>(StringComparer.Ordinal);
                return await work((step, share) =>
                {
                    lock (bars)
                    {
                        if (!bars.TryGetValue(step, out var bar))
                            bars[step] = bar = context.AddTask(Markup.Escape(step));
                        bar.Value = 100 * share;
                    }
                });
            });
    }

    private static Action<string, double> Plain()
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        return (step, share) =>
        {
            lock (seen)
            {
                if (share >= 1 && seen.Add(step))
                    Console.Error.WriteLine(step + ": done");
            }
        };
    }
}
