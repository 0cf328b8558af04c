using System.CommandLine;
using System.Globalization;
using TfPipeline.Cli.Terminal;
using TfPipeline.Core.Submissions;
using TfPipeline.Identifiers;
using TfPipeline.Intake;

namespace TfPipeline.Cli.Commands;

/// <summary><c>tfp validate</c>: what intake would say of one file, without a service and without a key.</summary>
internal static class ValidateCommand
{
    private const string Help =
        """
        Check a council's file, CSV or XLSX, on this machine. Nothing leaves it, and nothing of the file is printed but places and counts.
        Exit codes: 0 accepted, 1 refused, 2 the check could not run.

        Examples:
          tfp validate families.csv --council E08000035
          tfp validate families.csv --council E08000035 --drop 2018-03-31 --json
          tfp validate families.csv --council E08000035 --html receipt.html
        """;

    public static Command Create()
    {
        var file = new Argument<FileInfo>("FILE") { Description = "The file to check." };
        var council = new Option<string>("--council") { Description = "The council's GSS code, such as E08000035.", Required = true };
        var drop = new Option<string?>("--drop") { Description = "The drop folder it would go to, yyyy-mm-dd[-n]; today where it is not given." };
        var json = new Option<bool>("--json") { Description = "Print the receipt as JSON." };
        var html = new Option<FileInfo?>("--html") { Description = "Also write the receipt as a page." };
        var csv = new Option<FileInfo?>("--csv") { Description = "Also write all findings as CSV." };
        var command = new Command("validate", Help) { file, council, drop, json, html, csv };
        command.SetAction((parsed, cancellationToken) => CommandRunner.RunAsync(
            ct => RunAsync(
                parsed.GetRequiredValue(file), Context(parsed.GetRequiredValue(council), parsed.GetValue(drop), out var folder), folder,
                new Outputs(parsed.GetValue(json), parsed.GetValue(html), parsed.GetValue(csv)), ct),
            cancellationToken));
        return command;
    }

    private static RowContext Context(string council, string? drop, out string? folder)
    {
        if (CouncilRegister.Find(council) is not { } known)
            throw new UsageException("--council is not the GSS code of an upper-tier council in England (E06, E08, E09 or E10 and six digits).");
        folder = drop;
        if (drop is null)
            return new RowContext(known.Code, DateOnly.FromDateTime(TimeProvider.System.GetLocalNow().DateTime), new IntakeOptions());
        return DropKey.TryParse(drop, out var key)
            ? new RowContext(known.Code, key.Date, new IntakeOptions())
            : throw new UsageException("--drop is not of the form yyyy-mm-dd or yyyy-mm-dd-n.");
    }

    private static async Task<int> RunAsync(FileInfo file, RowContext context, string? drop, Outputs outputs, CancellationToken cancellationToken)
    {
        if (!file.Exists)
            throw new UsageException("FILE does not exist.");
        await using var stream = new FileStream(file.FullName, FileMode.Open, FileAccess.Read, FileShare.Read, 1);
        var result = CouncilFileValidator.Validate(stream, context, static _ => { }, cancellationToken);
        var receipt = ReceiptMaker.From(result, context.Gss, drop, null, context.Options.ListedFindings) with
        {
            NotChecked = [.. RuleCatalogue.History.Select(r => r.Code)],
        };
        await outputs.WriteFilesAsync(receipt, result, cancellationToken);
        if (outputs.Json)
            await Console.Out.WriteAsync(System.Text.Encoding.UTF8.GetString(ReceiptJson.Write(receipt)));
        else
            Print(receipt);
        return result.IsAccepted ? ExitCode.Ok : ExitCode.Refused;
    }

    private static void Print(Receipt receipt)
    {
        var rows = receipt.Rows;
        Write(receipt.Status == ReceiptStatus.Accepted
            ? $"accepted: {rows.Accepted:N0} of {rows.Read:N0} rows would be used, {rows.Refused:N0} left out, {rows.Queried:N0} to look at"
            : "refused: nothing of the file would be used");
        if (receipt.File is { Encoding: { } encoding } file)
            Write(encoding == ReceiptMaker.WorkbookEncoding ? $"read as {encoding}" : $"read as {encoding}, separator {file.Separator ?? "not found"}");
        foreach (var rule in receipt.Rules)
        {
            var first = receipt.Findings.FirstOrDefault(f => f.Code == rule.Code);
            Console.WriteLine();
            Write($"{rule.Severity.ToString().ToLowerInvariant(),-5}  {rule.Code}  {rule.Count:N0} finding{(rule.Count == 1 ? "" : "s")}{Place(first)}");
            Write($"       {rule.Sentence}");
            Write($"       > {rule.Remedy}");
        }

        Console.WriteLine();
        Write("not checked, because earlier drops are needed:");
        foreach (var rule in RuleCatalogue.History)
            Write($"       {rule.Code}  {rule.Check}");
    }

    private static string Place(ReceiptFinding? first)
        => (first?.Row is { } row ? string.Create(CultureInfo.InvariantCulture, $", first in row {row:N0}") : string.Empty)
            + (first?.Column is { } column ? $", column {column}" : string.Empty)
            + (first?.Field is { } field ? $" ({field})" : string.Empty);

    private static void Write(FormattableString line) => Console.WriteLine(line.ToString(CultureInfo.InvariantCulture));

    private static void Write(string line) => Console.WriteLine(line);

    private sealed record Outputs(bool Json, FileInfo? Html, FileInfo? Csv)
    {
        public async Task WriteFilesAsync(Receipt receipt, IntakeResult result, CancellationToken cancellationToken)
        {
            if (Html is not null)
                await File.WriteAllBytesAsync(Html.FullName, await ReceiptHtml.WriteAsync(receipt, Csv?.Name), cancellationToken);
            if (Csv is null)
                return;
            await using var output = Csv.Create();
            await ReceiptCsv.WriteAsync(output, result, cancellationToken);
        }
    }
}
