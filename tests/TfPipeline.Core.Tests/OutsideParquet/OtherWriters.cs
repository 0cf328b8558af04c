using TfPipeline.TestKit;

namespace TfPipeline.Core.Tests.OutsideParquet;

/// <summary>The files of the other programs, written once for all tests that read them.</summary>
public sealed class OtherWriters : IAsyncLifetime
{
    internal TemporaryFolder Folder { get; } = new();

    internal SampleFiles Samples => new(Folder.Path);

    public Task InitializeAsync() => NodeTools.RunAsync("parquet-samples.mjs", Folder.Path);

    public Task DisposeAsync()
    {
        Folder.Dispose();
        return Task.CompletedTask;
    }
}

/// <summary>Tests that share the files of other programs.</summary>
[CollectionDefinition(Name)]
public sealed class OtherWritersGroup : ICollectionFixture<OtherWriters>
{
    public const string Name = "files of other Parquet writers";
}
