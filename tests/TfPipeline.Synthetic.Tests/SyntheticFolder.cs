using TfPipeline.Storage;

namespace TfPipeline.Synthetic.Tests;

/// <summary>One synthetic data set for all tests of a class, laid out as a landing account.</summary>
public sealed class SyntheticFolder : IAsyncLifetime
{
    internal const int Families = 1_500;
    internal const ulong Seed = 4;
    private DirectoryInfo _root = null!;

    internal SyntheticOptions Options { get; private set; } = null!;

    internal FolderStorage Storage { get; private set; } = null!;

    internal string Landing => Options.Out;

    public async Task InitializeAsync()
    {
        _root = Directory.CreateTempSubdirectory("tfp-synth-");
        Storage = new FolderStorage(_root.FullName);
        Options = new SyntheticOptions(Path.Combine(_root.FullName, "landing"), Path.Combine(_root.FullName, "truth"), Families, Seed, Councils: 4, Faults: true);
        await SyntheticData.MakeAsync(Options, CancellationToken.None);
    }

    public Task DisposeAsync()
    {
        _root.Delete(recursive: true);
        return Task.CompletedTask;
    }
}

/// <summary>Lets all classes that name it share one data set.</summary>
[CollectionDefinition(nameof(SyntheticFolder))]
public sealed class SyntheticFolderUsers : ICollectionFixture<SyntheticFolder>;
