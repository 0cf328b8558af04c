using System.Globalization;
using System.Runtime.InteropServices;

namespace TfPipeline.Benchmarks;

/// <summary>Puts what a benchmark prints into a document, between two comments that name the benchmark, so that no figure is typed.</summary>
internal static class DocumentTable
{
    /// <param name="document">A Markdown file with a line &lt;!-- begin NAME --&gt; and, after it, a line &lt;!-- end NAME --&gt;.</param>
    /// <param name="command">The benchmark's name and its arguments.</param>
    /// <param name="run">Runs it.</param>
    public static async Task<int> FillAsync(string document, string[] command, Func<Task<int>> run)
    {
        var text = await File.ReadAllTextAsync(document);
        var (begin, end) = ($"<!-- begin {command[0]} -->\n", $"<!-- end {command[0]} -->");
        var from = text.IndexOf(begin, StringComparison.Ordinal);
        var to = from < 0 ? -1 : text.IndexOf(end, from, StringComparison.Ordinal);
        if (to < 0)
        {
            await Console.Error.WriteLineAsync($"{document} has no lines {begin.Trim()} and {end} in this order; add them where the table belongs.");
            return 2;
        }

        var console = Console.Out;
        await using var printed = new StringWriter(CultureInfo.InvariantCulture) { NewLine = "\n" };
        Console.SetOut(printed);
        var result = await run();
        Console.SetOut(console);
        if (result == 0)
            await File.WriteAllTextAsync(document, $"{text[..(from + begin.Length)]}\n{Origin(command)}\n\n{printed.ToString().Trim()}\n\n{text[to..]}");
        return result;
    }

    /// <summary>Date, command and machine, so that a reader knows what a figure was measured with.</summary>
    private static string Origin(string[] command) => string.Create(
        CultureInfo.InvariantCulture,
        $"Made {TimeProvider.System.GetUtcNow():yyyy-MM-dd} by `{string.Join(' ', command)}` on {Environment.ProcessorCount} cores, {RuntimeInformation.OSArchitecture}, {RuntimeInformation.FrameworkDescription}.");
}
