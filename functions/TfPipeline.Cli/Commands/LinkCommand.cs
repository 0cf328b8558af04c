using System.CommandLine;
using System.Globalization;
using TfPipeline.Cli.Linking;
using TfPipeline.Cli.Terminal;
using TfPipeline.Core.Linkage;
using TfPipeline.Core.Pseudonyms;

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
        """;

    private static readonly Option<FileInfo> Left = new("--left") { Description = "The left file.", Required = true };
    private static readonly Option<FileInfo?> Right = new("--right") { Description = "The right file." };
    private static readonly Option<bool> Dedupe = new("--dedupe") { Description = "Join the left file with itself; persons.csv beside --out says who is who." };
    private static readonly Option<string> Id = new("--id") { Description = "Column with the id of a row.", DefaultValueFactory = _ => "id" };
    private static readonly Option<string?> Map = new("--map") { Description = "Columns under other names: forename=given_name,date_of_birth=dob." };
    private static readonly Option<FileInfo> KeyFile = new("--key-file") { Description = "Root key: 32 bytes, or 64 hexadecimal digits.", Required = true };
    private static readonly Option<FileInfo> Out = new("--out") { Description = "CSV to write: left_id,right_id,probability,weight,pass,status.", Required = true };
    private static readonly Option<bool> OneToOne = new("--one-to-one") { Description = "A row has at most one partner." };
    private static readonly Option<double> Threshold = new("--threshold") { Description = "Probability from which a pair is a Match.", DefaultValueFactory = _ => 0.5 };
    private static readonly Option<string[]> Explain = new("--explain") { Description = "Explain one pair: left id, right id.", Arity = new ArgumentArity(2, 2), AllowMultipleArgumentsPerToken = true };
    private static readonly Option<bool> Json = new("--json") { Description = "Print summary, ladder costs and model as JSON." };

    public static Command Create()
    {
        var command = new Command("link", Help) { Left, Right, Dedupe, Id, Map, KeyFile, Out, OneToOne, Threshold, Explain, Json };
        command.SetAction((parsed, cancellationToken) => CommandRunner.RunAsync(ct => RunAsync(parsed, ct), cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var right = parsed.GetValue(Right);
        if (parsed.GetValue(Dedupe) == right is not null)
            throw new UsageException("Name --right, or --dedupe, and not both.");
        if (parsed.GetValue(Threshold) is <= 0 or >= 1)
            throw new UsageException("--threshold is a probability between 0 and 1.");
        using var key = await new FileRootKeySource(parsed.GetRequiredValue(KeyFile).FullName).GetAsync(cancellationToken);
        using var ring = new KeyRing(key);
        using var tokeniser = new Tokeniser(ring);
        var map = Mapping(parsed.GetValue(Map));
        var left = PersonFile.Read(parsed.GetRequiredValue(Left), parsed.GetRequiredValue(Id), map);
        var options = new LinkageOptions
        {
            Cardinality = parsed.GetValue(OneToOne) ? Cardinality.OneToOne : Cardinality.ManyToMany,
            MatchThreshold = parsed.GetValue(Threshold),
            PossibleThreshold = Math.Min(0.1, parsed.GetValue(Threshold)),
        };
        var cohort = tokeniser.Tokenise(left.People);
        var output = parsed.GetRequiredValue(Out);
        LinkageResult result;
        Func<string, string> rightId = id => id;
        if (right is null)
        {
            var found = PersonLinkage.Deduplicate(cohort, options);
            result = found.Pairs;
            rightId = row => left.Ids[int.Parse(row, CultureInfo.InvariantCulture)];
            var persons = new FileInfo(Path.Combine(output.Directory!.FullName, "persons.csv"));
            await LinkOutput.WriteClustersAsync(persons, left.Ids, found.Cluster, cancellationToken);
        }
        else
        {
            var records = PersonFile.Read(right, parsed.GetRequiredValue(Id), map);
            result = await PersonLinkage.LinkAsync(cohort, records.Partitions(), ring, options, cancellationToken);
        }

        await LinkOutput.WriteLinksAsync(output, result.Links, i => left.Ids[i], rightId, cancellationToken);
        Console.WriteLine(parsed.GetValue(Json) ? LinkOutput.Json(result) : LinkOutput.Text(result));
        if (parsed.GetValue(Explain) is [var a, var b])
            Console.WriteLine(Explained(result, left.Ids, a, b, right is null));
        return ExitCode.Ok;
    }

    private static string Explained(LinkageResult result, string[] ids, string a, string b, bool isSelf)
    {
        var (i, j) = (Array.IndexOf(ids, a), isSelf ? Array.IndexOf(ids, b) : -1);
        if (i < 0 || (isSelf && j < 0))
            throw new UsageException("--explain names an id that is not in the file.");
        var why = isSelf ? Explanation.Of(result, Math.Min(i, j), Math.Max(i, j).ToString(CultureInfo.InvariantCulture)) : Explanation.Of(result, i, b);
        return why is null ? "This pair agrees on too little to be a candidate." : LinkOutput.Text(why);
    }

    private static Dictionary<string, string> Mapping(string? text)
    {
        var map = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var part in (text ?? string.Empty).Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            if (part.Split('=') is not [var field, { Length: > 0 } column] || !PersonFile.Fields.Contains(field, StringComparer.Ordinal))
                throw new UsageException("--map is a list of field=column with the fields " + string.Join(", ", PersonFile.Fields) + ".");
            map[field] = column;
        }

        return map;
    }
}
