using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using TfPipeline.Core.Panel.Contracts;
using TfPipeline.Core.Panel.Deliveries;
using TfPipeline.Core.Submissions;
using TfPipeline.Intake;
using TfPipeline.Storage;

namespace TfPipeline.Runs;

/// <summary>
/// Names a run after what goes into it: the accepted submissions, the newest delivery of each department, the key's version, the
/// release and this build. So the same start twice is one run, and anything new is another.
/// </summary>
public sealed class RunPlanner(IPipelineStorage storage, ContractCatalogue contracts)
{
    private const int IdLength = 16;

    /// <summary>The departments that this build has contracts for, in ordinal order of their codes.</summary>
    public IReadOnlyList<string> Departments => [.. contracts.All.Select(contract => contract.Department)];

    /// <summary>What a run is started with.</summary>
    /// <param name="release">The release's name, or null to name it after its inputs.</param>
    /// <param name="runId">The run's name, or null to name it after its inputs.</param>
    /// <param name="keyVersion">Version of the root key in use.</param>
    /// <param name="departmentsAtOnce">Departments worked on at once.</param>
    /// <param name="partitionsAtOnce">Partitions of a department compared at once.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    /// <exception cref="RunNameException">A given name is none.</exception>
    public async Task<LinkRunInput> PlanAsync(
        string? release, string? runId, string keyVersion, int departmentsAtOnce, int partitionsAtOnce, CancellationToken cancellationToken = default)
    {
        if (release is not null)
            RunName.Require(release, "the release");
        if (runId is not null)
            RunName.Require(runId, "the run");

        var inputs = await InputsAsync(cancellationToken);
        release ??= "r-" + Digest(inputs)[..IdLength];
        runId ??= "run-" + Digest([.. inputs, "release " + release, "key " + keyVersion, .. Builds()])[..IdLength];
        return new LinkRunInput(runId, release, Departments, departmentsAtOnce, partitionsAtOnce);
    }

    /// <summary>
    /// The build is not among them: a release's name is the same whichever build makes it. Uploads stand by their keyed references,
    /// because a release's name is public and a plain hash in it would let anybody test guesses about a short upload.
    /// </summary>
    private async Task<List<string>> InputsAsync(CancellationToken cancellationToken)
    {
        var inputs = new List<string>();
        await foreach (var (state, _) in new SubmissionStates(storage).ListAsync(string.Empty, cancellationToken))
        {
            if (state.Status == ReceiptStatus.Accepted)
                inputs.Add($"submission {state.Council} {state.Drop} {state.Content}");
        }

        inputs.Sort(StringComparer.Ordinal);
        var deliveries = new DeliveryCatalogue(storage[PipelineContainer.Extracts], contracts);
        foreach (var department in Departments)
        {
            var lookup = await deliveries.NewestCompleteAsync(department, cancellationToken);
            inputs.Add($"delivery {department} {Describe(lookup)}");
            if (lookup is DeliveryLookup.Found { Delivery.Name: var delivery })
                inputs.AddRange(await AcceptedAsync(department, delivery, cancellationToken));
        }

        return inputs;
    }

    // A run that was refused because a delivery is held is another run once somebody has accepted it.
    private async Task<List<string>> AcceptedAsync(string department, string delivery, CancellationToken cancellationToken)
    {
        var accepted = new List<string>();
        await foreach (var acceptance in new DeliveryAcceptances(storage[PipelineContainer.Requests]).OfAsync(department, delivery, cancellationToken))
            accepted.Add($"accepted {department} {acceptance.Hold} {Digest([acceptance.By, acceptance.Reason])}");
        return accepted;
    }

    private static string Describe(DeliveryLookup lookup) => lookup switch
    {
        DeliveryLookup.Found { Delivery: var delivery } => Digest(delivery.Manifest.Files.Select(file =>
            string.Create(CultureInfo.InvariantCulture, $"{file.Name} {file.Rows} {file.Sha256}")).Order(StringComparer.Ordinal)),
        _ => "none",
    };

    /// <summary>Another build may work differently, so it does not go on with this one's run.</summary>
    private static IEnumerable<string> Builds() =>
        new[] { typeof(RunPlanner), typeof(UploadPath) }.Select(type => "build " + type.Assembly.ManifestModule.ModuleVersionId);

    private static string Digest(IEnumerable<string> lines) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', lines))));
}
