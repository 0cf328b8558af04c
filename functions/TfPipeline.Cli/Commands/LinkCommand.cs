using System.CommandLine;
using System.Globalization;
using TfPipeline.Cli.Linking;
using TfPipeline.Cli.Terminal;
using TfPipeline.Core.DepartmentLinking;
using TfPipeline.Linkage;
using TfPipeline.Linkage.Reporting;

namespace TfPipeline.Cli.Commands;

/// <summary><c>tfp link</c>: the pipeline's linkage on any two files of people, or one with itself.</summary>
internal static class LinkCommand
{
    private const string Help =
        """
        Link two CSV files of people, or find the people who are in one file twice, on keyed tokens.

        Columns: forename, surname, sex, date_of_birth (yyyy-MM-dd), postcode, upn, nino; missing ones stay neutral.

        Examples:
          tfp link --left a.csv --right b.csv --id id --map date_of_birth=dob --key-file key.hex --out links.csv --one-to-one
          tfp link --left people.csv --dedupe --id id --key-file key.hex --out pairs.csv
          tfp link --left a.csv --right b.csv --id id --key-file key.hex --out links.csv --explain A17 B99
          tfp link --left a.csv --right b.csv --id id --key-file key.hex --out links.csv --report report.html --group-by sex --truth person_id
        """;

    private static readonly Option<FileInfo> Left = new("--left") { Description = "The left file.", Required = true };
    private static readonly Option<FileInfo?> Right = new("--right") { Description = "The right file." };
    private static readonly Option<bool> Dedupe = new("--dedupe") { Description = "Join the left file with itself; persons.csv beside --out says who is who." };
    private static readonly Option<string> Id = new("--id") { Description = "Column with the id of a row.", DefaultValueFactory = _ => "id" };
    private static readonly Option<string?> Map = new("--map") { Description = "Columns under other names: forename=given_name,date_of_birth=dob." };
    private static readonly Option<FileInfo> KeyFile = KeyFileOption.Create();
    private static readonly Option<FileInfo> Out = new("--out") { Description = "CSV to write: left_id,right_id,probability,weight,pass,status.", Required = true };
    private static readonly Option<bool> OneToOne = new("--one-to-one") { Description = "A row has at most one partner." };
    private static readonly Option<double?> Threshold = new("--threshold") { Description = "Probability from which a pair is a Match. Two thirds with --one-to-one and one half otherwise, if not said." };
    private static readonly Option<string[]> Explain = new("--explain") { Description = "Explain one pair: left id, right id.", Arity = new ArgumentArity(2, 2), AllowMultipleArgumentsPerToken = true };
    private static readonly Option<bool> Json = new("--json") { Description = "Print summary, blocking costs and model as JSON." };
    private static readonly Option<FileInfo?> Report = new("--report") { Description = "HTML report to write. It holds counts, no value of a person." };
    private static readonly Option<string?> GroupBy = new("--group-by") { Description = "Columns of the left file to show match rates by in the report, separated by commas: sex,council." };
    private static readonly Option<string?> Truth = new("--truth") { Description = "Column of every file that says who is who. The report compares with it; the linkage never sees it." };

    public static Command Create()
    {
        var command = new Command("link", Help) { Left, Right, Dedupe, Id, Map, KeyFile, Out, OneToOne, Threshold, Explain, Json, Report, GroupBy, Truth };
        command.SetAction((parsed, cancellationToken) => CommandRunner.RunAsync(ct => RunAsync(parsed, ct), cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        Check(parsed);
        using var ring = await KeyFileOption.OpenAsync(parsed.GetRequiredValue(KeyFile), cancellationToken);
        var map = ColumnMap.Parse(parsed.GetValue(Map));
        var columns = ReportColumns.Parse(parsed.GetValue(GroupBy), parsed.GetValue(Truth), map, parsed.GetRequiredValue(Id));
        var idColumn = parsed.GetRequiredValue(Id);
        var (left, right) = await PersonFile.ReadBothAsync(
            () => PersonFile.Read(parsed.GetRequiredValue(Left), "--left", idColumn, map, columns.OfLeft, ring),
            parsed.GetValue(Right) is { } file ? () => PersonFile.Read(file, "--right", idColumn, map, columns.OfRight, ring) : null);
        CheckPeople(left, right);
        string[] unread = [.. left.Unread, .. right?.Unread ?? []];
        var groups = columns.Groups(left);
        var pair = PairToExplain.Find(parsed.GetValue(Explain), left, right);
        var options = new LinkageOptions
        {
            Cardinality = parsed.GetValue(OneToOne) ? Cardinality.OneToOne : Cardinality.ManyToMany,
        };
        if (parsed.GetValue(Threshold) is { } threshold)
            options = options with { MatchThreshold = threshold, PossibleThreshold = Math.Min(options.PossibleThreshold, threshold) };
        var output = parsed.GetRequiredValue(Out);
        LinkageResult result;
        Func<string, string> rightId = id => id;
        if (right is null)
        {
            var found = PersonLinkage.Deduplicate(left.People, options);
            result = found.Pairs;
            rightId = row => left.Ids[int.Parse(row, CultureInfo.InvariantCulture)];
            var persons = new FileInfo(Path.Combine(output.Directory!.FullName, "persons.csv"));
            await LinkOutput.WriteClustersAsync(persons, left.Ids, found.Cluster, cancellationToken);
        }
        else
        {
            result = PersonLinkage.Link(left.People, right.People, right.Ids, options);
        }

        await LinkOutput.WriteLinksAsync(output, result.Links, i => left.Ids[i], rightId, cancellationToken);
        if (parsed.GetValue(Report) is { } report)
            await WriteReportAsync(report, LinkageReport.Of(result, options, groups, columns.Truth(left, right)), cancellationToken);
        Console.WriteLine(parsed.GetValue(Json) ? LinkOutput.Json(result, unread) : string.Join('\n', unread.Prepend(LinkOutput.Text(result))));
        if (pair is not null)
            Console.WriteLine(Explanation.Of(result, pair.LeftRow, pair.Record) is { } why ? LinkOutput.Text(why) : "This pair agrees on too little to be a candidate.");
        return ExitCode.Ok;
    }

    // Weights are learnt from people who differ: from one person they would contradict whatever is true.
    private static void CheckPeople(PersonFile left, PersonFile? right)
    {
        if (left.Ids.Length == 0 || right?.Ids.Length == 0)
            throw new UsageException("a file has a header, but no row below it; check that the right file was exported.");
        // One person on one side is enough: the model then has no variation there and would take any agreement for certain.
        if (left.OnlyPerson is not null || right?.OnlyPerson is not null)
            throw new UsageException("too few different people to fit a model: a file has one row, or rows that are all alike. Link files of at least two different people.");
    }

    private static void Check(ParseResult parsed)
    {
        if (parsed.GetValue(Dedupe) == parsed.GetValue(Right) is not null)
            throw new UsageException("name --right, or --dedupe, and not both.");
        if (parsed.GetValue(Dedupe) && parsed.GetValue(OneToOne))
            throw new UsageException("--one-to-one is for two files; a person may be in one file any number of times.");
        if (parsed.GetValue(Threshold) is <= 0 or >= 1 or double.NaN)
            throw new UsageException("--threshold is a probability between 0 and 1.");
        if (parsed.GetValue(Report) is null && (parsed.GetValue(GroupBy) ?? parsed.GetValue(Truth)) is not null)
            throw new UsageException("--group-by and --truth are for a report; name its file with --report.");
    }

    private static async Task WriteReportAsync(FileInfo file, LinkageReport report, CancellationToken cancellationToken)
        => await File.WriteAllBytesAsync(
            file.FullName, await LinkageReportHtml.WriteAsync(report, report.IsSelf ? "Linkage of one file with itself" : "Linkage of two files"), cancellationToken);
}
