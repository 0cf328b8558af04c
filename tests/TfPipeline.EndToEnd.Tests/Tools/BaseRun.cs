using TfPipeline.Storage;

namespace TfPipeline.EndToEnd.Tests.Tools;

/// <summary>
/// One small synthetic run from uploads to a release, shared by the tests that compare another way of getting there with it.
/// </summary>
internal sealed class BaseRun
{
    public const string Families = "300";
    public const string Release = "first";

    private static readonly Lazy<Task<string>> Made = new(MakeSyntheticAsync, LazyThreadSafetyMode.ExecutionAndPublication);
    private static readonly Lazy<Task<BaseRun>> Shared = new(MakeAsync, LazyThreadSafetyMode.ExecutionAndPublication);

    private readonly Workspace _workspace = Workspace.UntilExit();

    private BaseRun(string synthetic) => Synthetic = synthetic;

    /// <summary>What synth made: uploads, extracts and the truth.</summary>
    public string Synthetic { get; }

    /// <summary>A store after ingest, before a run; copy it.</summary>
    public string Ingested => _workspace["ingested"];

    /// <summary>The same store after the run; read it only.</summary>
    public string Released => _workspace["released"];

    public string Key => _workspace.Key();

    /// <summary>What the processes printed.</summary>
    public string Printed => _workspace.Tfp.Printed;

    /// <summary>Name and SHA-256 of every released file.</summary>
    public SortedDictionary<string, string> Files { get; private set; } = [];

    public static Task<BaseRun> GetAsync() => Shared.Value;

    /// <summary>See <see cref="Synthetic"/>; for tests that need no run.</summary>
    public static Task<string> SyntheticAsync() => Made.Value;

    /// <summary>Checks that another store holds the same release, byte for byte.</summary>
    public async Task ExpectSameReleaseAsync(IPipelineStorage storage)
    {
        var files = await Stores.DigestsAsync(storage[PipelineContainer.Analytics]);
        Assert.Equal(Files.Keys, files.Keys, StringComparer.Ordinal);
        Assert.Empty(Files.Where(file => !string.Equals(files[file.Key], file.Value, StringComparison.Ordinal)).Select(file => file.Key));
    }

    private static async Task<BaseRun> MakeAsync()
    {
        var run = new BaseRun(await Made.Value);
        var tfp = run._workspace.Tfp;
        await Stores.DropAsync(new FolderStorage(run.Ingested), run.Synthetic);
        (await tfp.RunAsync("ingest", "--storage", run.Ingested, "--key-file", run.Key)).Expect(0);
        Workspace.Copy(run.Ingested, run.Released);
        (await tfp.RunAsync("run", "--storage", run.Released, "--key-file", run.Key, "--release", Release)).Expect(0);
        await tfp.ApproveAsync(run.Released, Release);
        run.Files = await Stores.DigestsAsync(new FolderStorage(run.Released)[PipelineContainer.Analytics]);
        Assert.Contains($"{Release}/SHA256SUMS", run.Files.Keys, StringComparer.Ordinal);
        return run;
    }

    private static async Task<string> MakeSyntheticAsync()
    {
        var workspace = Workspace.UntilExit();
        (await workspace.Tfp.RunAsync("synth", "--out", workspace["synthetic"], "--families", Families, "--seed", "1", "--councils", "2")).Expect(0);
        return workspace["synthetic"];
    }
}
