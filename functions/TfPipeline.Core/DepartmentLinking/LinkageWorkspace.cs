using System.Text;
using TfPipeline.Linkage;
using TfPipeline.Pseudonyms;
using TfPipeline.Storage;

namespace TfPipeline.Core.DepartmentLinking;

/// <summary>Where the working files of one department's linkage in one run lie, encrypted, in the links container.</summary>
/// <param name="Links">The links container.</param>
/// <param name="RunId">The run.</param>
/// <param name="Department">Code of the department.</param>
/// <param name="Ring">The keys.</param>
public sealed record LinkageWorkspace(IBlobArea Links, string RunId, string Department, KeyRing Ring) : ILinkageFiles
{
    private const string Purpose = "links";

    /// <inheritdoc />
    public async Task SaveAsync(string name, Action<BinaryWriter> save, CancellationToken cancellationToken)
        => await Links.WriteAsync(
            Blob(name),
            async (stream, token) =>
            {
                await using var encrypted = EncryptedFile.CreateWriter(stream, Ring, Purpose);
                await using var buffered = new BufferedStream(encrypted, 1 << 16);
                await using var writer = new BinaryWriter(buffered, Encoding.UTF8, leaveOpen: true);
                save(writer);
            },
            cancellationToken: cancellationToken);

    /// <inheritdoc />
    public async Task<T> LoadAsync<T>(string name, Func<BinaryReader, T> load, CancellationToken cancellationToken)
    {
        await using var blob = await Links.OpenReadAsync(Blob(name), cancellationToken)
            ?? throw new InvalidOperationException("A working file of this linkage is missing; run its earlier step again.");
        await using var clear = EncryptedFile.OpenRead(blob.Content, Ring, Purpose);
        using var reader = new BinaryReader(clear, Encoding.UTF8, leaveOpen: true);
        return load(reader);
    }

    private string Blob(string name) => $"{RunId}/{Department}/{name}.tfe";
}
