using System.Text;
using TfPipeline.Core.Pseudonyms;
using TfPipeline.Core.Storage;

namespace TfPipeline.Core.Linkage;

/// <summary>Where the working files of one department's linkage in one run lie, encrypted, in the links container.</summary>
/// <param name="Links">The links container.</param>
/// <param name="RunId">The run.</param>
/// <param name="Department">Code of the department.</param>
/// <param name="Ring">The keys.</param>
public sealed record LinkageWorkspace(IBlobArea Links, string RunId, string Department, KeyRing Ring)
{
    private const string Purpose = "links";

    /// <summary>Name of the plan's blob.</summary>
    public string PlanBlob => $"{RunId}/{Department}/plan.tfe";

    /// <summary>Name of the blob with the links.</summary>
    public string LinksBlob => $"{RunId}/{Department}/links.tfe";

    /// <summary>Name of the blob with the links of the fit without numbers.</summary>
    public string LinksWithoutNumbersBlob => $"{RunId}/{Department}/links-without-numbers.tfe";

    /// <summary>Name of the blob with the pairs that may or may not be links.</summary>
    public string UncertainBlob => $"{RunId}/{Department}/uncertain.tfe";

    /// <summary>Name of the blob with a partition's candidates.</summary>
    public string CandidatesBlob(int partition) => $"{RunId}/{Department}/candidates-{partition:0000}.tfe";

    internal async Task SaveAsync(string name, Action<BinaryWriter> save, CancellationToken cancellationToken)
        => await Links.WriteAsync(
            name,
            async (stream, token) =>
            {
                await using var encrypted = EncryptedFile.CreateWriter(stream, Ring, Purpose);
                await using var buffered = new BufferedStream(encrypted, 1 << 16);
                await using var writer = new BinaryWriter(buffered, Encoding.UTF8, leaveOpen: true);
                save(writer);
            },
            cancellationToken: cancellationToken);

    internal async Task<T> LoadAsync<T>(string name, Func<BinaryReader, T> load, CancellationToken cancellationToken)
    {
        await using var blob = await Links.OpenReadAsync(name, cancellationToken)
            ?? throw new InvalidOperationException("A working file of this linkage is missing; run its earlier step again.");
        await using var clear = EncryptedFile.OpenRead(blob.Content, Ring, Purpose);
        using var reader = new BinaryReader(clear, Encoding.UTF8, leaveOpen: true);
        return load(reader);
    }
}
