using TfPipeline.Storage;

namespace TfPipeline.TestData;

/// <summary>Folder storage that goes away with the test.</summary>
internal sealed class TempStorage : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("tfp-panel-");

    public TempStorage() => Storage = new FolderStorage(_folder.FullName);

    public FolderStorage Storage { get; }

    public IBlobArea this[PipelineContainer container] => Storage[container];

    public async Task WriteAsync(PipelineContainer container, string name, byte[] bytes) =>
        await this[container].WriteAsync(name, async (stream, ct) => await stream.WriteAsync(bytes, ct));

    public async Task<byte[]> ReadAsync(PipelineContainer container, string name)
    {
        await using var blob = await this[container].OpenReadAsync(name);
        using var memory = new MemoryStream();
        await blob!.Content.CopyToAsync(memory);
        return memory.ToArray();
    }

    public void Dispose() => _folder.Delete(recursive: true);
}
