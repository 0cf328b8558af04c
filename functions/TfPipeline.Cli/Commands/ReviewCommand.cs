using System.CommandLine;
using System.Globalization;
using TfPipeline.Azure.Storage;
using TfPipeline.Cli.Terminal;
using TfPipeline.Core.Release;
using TfPipeline.Core.Release.Decisions;
using TfPipeline.Core.Release.Publishing;
using TfPipeline.Storage;

namespace TfPipeline.Cli.Commands;

/// <summary><c>tfp review</c>: the releases of a store, or one proposal.</summary>
internal static class ReviewCommand
{
    private const string Help =
        """
        List releases and where each stands; or, with a name, say what its proposal holds, check that its files are those that its SHA256SUMS
        names, and say where review.html is. Nothing is changed.
        Exit codes: 0 done, 1 the proposal is not whole, 2 could not run.

        Examples:
          tfp review --storage ./store
          tfp review 2019-spring --storage ./store
        """;

    public static Command Create()
    {
        var shared = new PipelineOptions();
        var release = new Argument<string?>("RELEASE") { Description = "Name of a release; without it all are listed.", Arity = ArgumentArity.ZeroOrOne };
        var command = new Command("review", Help) { release, shared.Storage };
        command.SetAction((parsed, cancellationToken) => CommandRunner.RunAsync(
            async ct =>
            {
                var storage = shared.StorageOf(parsed);
                if (parsed.GetValue(release) is not { } given)
                    return await ListAsync(storage, ct);
                var name = ReleaseName.TryParse(given)?.Value ?? throw new UsageException("RELEASE is not the name of one.");
                return await ShowAsync(storage, name, shared.LocationOf(parsed), NextCommand.StorageOf(shared, parsed), ct);
            },
            cancellationToken));
        return command;
    }

    private static async Task<int> ListAsync(IPipelineStorage storage, CancellationToken cancellationToken)
    {
        var all = await new ReleaseRegister(storage).ListAsync(cancellationToken);
        if (all.Count == 0)
            Console.WriteLine("no releases");
        foreach (var history in all)
            Console.WriteLine(Line(history));
        return ExitCode.Ok;
    }

    private static async Task<int> ShowAsync(IPipelineStorage storage, string name, StorageLocation location, string storageWords, CancellationToken cancellationToken)
    {
        var history = await new ReleaseRegister(storage).ReadAsync(name, cancellationToken);
        var proposal = await StoredProposal.FindAsync(storage, name, cancellationToken);
        if (history.State == ReleaseState.Free || proposal is null)
            throw new UsageException("there is no proposal of this name. See tfp review without a name.");

        Console.WriteLine(Line(history));
        foreach (var entry in history.Events)
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {entry.At:yyyy-MM-dd HH:mm}Z  {entry.Kind.ToString().ToLowerInvariant()}{(entry.By is null ? string.Empty : " by " + entry.By)}{(entry.Reason is null ? string.Empty : ": " + entry.Reason)}"));
        var released = proposal.Files.Count(file => file.StartsWith(ProposalLayout.Release, StringComparison.Ordinal));
        var councils = proposal.Files.Count(file => file.StartsWith(ProposalLayout.Summaries, StringComparison.Ordinal)) / 2;
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {released:N0} files of the release, summaries of {councils:N0} councils; SHA-256 of SHA256SUMS {proposal.Hash}"));
        foreach (var (asked, _) in await new RunAskers(storage).OfAsync(name, cancellationToken))
            Console.WriteLine($"  asked for by {asked.Person}, who cannot approve it");
        Console.WriteLine("Review   " + PlaceOf(location, $"{name}/{ProposalLayout.Review}"));
        Console.WriteLine("Report   " + PlaceOf(location, $"{name}/{ProposalLayout.Release}report.html"));
        if (!await proposal.IsWholeAsync(cancellationToken))
        {
            await Console.Error.WriteLineAsync("tfp: the proposal's files are not those that its SHA256SUMS names; it cannot be approved. Reject it and propose again.");
            return ExitCode.Refused;
        }

        if (history.State == ReleaseState.Proposed)
        {
            Console.WriteLine($"Approve  tfp approve {name} {storageWords} --as NAME");
            Console.WriteLine($"Reject   tfp reject {name} {storageWords} --as NAME --reason \"…\"");
        }

        return ExitCode.Ok;
    }

    private static string PlaceOf(StorageLocation location, string blob) => location is StorageLocation.InFolder folder
        ? Path.Combine(folder.Path, PipelineContainer.Proposals.Account().FolderName(), PipelineContainer.Proposals.BlobContainerName(), blob)
        : $"{PipelineContainer.Proposals.BlobContainerName()}/{blob}";

    private static string Line(ReleaseHistory history)
    {
        var state = history.IsOverdue(TimeProvider.System.GetUtcNow()) ? "expired" : history.State.ToString().ToLowerInvariant();
        var until = history is { State: ReleaseState.Proposed, Proposal.Expires: { } expires } ? string.Create(CultureInfo.InvariantCulture, $" until {expires:yyyy-MM-dd}") : string.Empty;
        var replaced = history.Supersession is { } by ? $", superseded by {by.SupersededBy}{(by.ForError ? " for an error" : string.Empty)}" : string.Empty;
        return $"{history.Release}  {state}{until}{replaced}  run {history.Run}";
    }
}
