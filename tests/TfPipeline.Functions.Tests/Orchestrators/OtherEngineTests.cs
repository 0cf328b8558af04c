using System.Security.Cryptography;
using Microsoft.DurableTask.Client;
using Microsoft.DurableTask.Testing;
using TfPipeline.Cli.Hosting;
using TfPipeline.Core.Submissions;
using TfPipeline.Pseudonyms;
using TfPipeline.Runs;
using TfPipeline.Runs.Catalogue;
using TfPipeline.Runs.Orchestrators;
using TfPipeline.Storage;
using TfPipeline.Synthetic;
using TfPipeline.TestKit;

namespace TfPipeline.Functions.Tests.Orchestrators;

/// <summary>Durable Task's own in-process host makes the proposal that the store of one machine makes, byte for byte.</summary>
[Trait("tier", "integration")]
public sealed class OtherEngineTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Makes_the_same_bytes_on_the_in_process_host()
    {
        var keys = await KeysAsync();
        var storage = await IngestedAsync(keys);
        var other = new FolderStorage(folder.File("other"));
        Copy(folder.File("store"), folder.File("other"));

        LinkRunInput input;
        await using (var pipeline = Pipeline.InFolder(folder.File("host"), storage, keys))
        {
            input = await pipeline.PlanAsync("first", "run-1", CancellationToken.None);
            Assert.Equal(RunStage.Proposed, (await pipeline.RunAsync(input, CancellationToken.None)).Release!.Stage);
        }

        await RunElsewhereAsync(other, keys, input);
        var expected = await FilesAsync(storage);
        Assert.Contains("first/release/SHA256SUMS", expected.Keys);
        Assert.Equal(expected, await FilesAsync(other));
    }

    private static async Task RunElsewhereAsync(FolderStorage storage, KeySources keys, LinkRunInput input)
    {
        await using var link = RoleServices.Link(storage, keys);
        await using var release = RoleServices.Release(storage, keys);
        await using var host = await DurableTaskTestHost.StartAsync(registry =>
        {
            foreach (var function in RunCatalogue.All)
            {
                if (function.Kind == RunFunctionKind.Orchestrator)
                    registry.AddOrchestrator(function.Name, function.CreateOrchestrator);
                else
                    registry.AddActivity(function.Name, _ => function.CreateActivity(function.Role == AppRole.Link ? link : release, CancellationToken.None));
            }
        });
        await RunAsync(host.Client, nameof(LinkRun), input, InstanceIds.Link(input.RunId));
        await RunAsync(host.Client, nameof(ReleaseRun), new ReleaseRunInput(input.RunId, input.Release), InstanceIds.Release(input.RunId));
    }

    private static async Task RunAsync(DurableTaskClient client, string name, object input, string instanceId)
    {
        await client.ScheduleNewOrchestrationInstanceAsync(name, input, new Microsoft.DurableTask.StartOrchestrationOptions(instanceId));
        var ended = await client.WaitForInstanceCompletionAsync(instanceId, getInputsAndOutputs: true, CancellationToken.None);
        Assert.True(ended.RuntimeStatus == OrchestrationRuntimeStatus.Completed, ended.FailureDetails?.ErrorMessage);
    }

    private async Task<KeySources> KeysAsync()
    {
        await File.WriteAllBytesAsync(folder.File("key"), Enumerable.Repeat((byte)7, RootKey.Size).ToArray());
        return new KeySources(new FileRootKeySource(folder.File("key")));
    }

    private async Task<FolderStorage> IngestedAsync(KeySources keys)
    {
        await SyntheticData.MakeAsync(
            new SyntheticOptions(Path.Combine(folder.File("store"), "landing"), folder.File("truth"), Families: 100, Seed: 1, Councils: 2, Faults: false), CancellationToken.None);
        var storage = new FolderStorage(folder.File("store"));
        using var ring = await keys.OpenAsync(CancellationToken.None);
        var batch = new UploadBatch(storage, ring);
        await batch.IngestAsync(await batch.FindAsync(CancellationToken.None), _ => { }, CancellationToken.None);
        return storage;
    }

    private static async Task<SortedDictionary<string, string>> FilesAsync(FolderStorage storage)
    {
        var files = new SortedDictionary<string, string>(StringComparer.Ordinal);
        await foreach (var entry in storage[PipelineContainer.Proposals].ListAsync(string.Empty))
        {
            await using var blob = await storage[PipelineContainer.Proposals].OpenReadAsync(entry.Name);
            files[entry.Name] = Convert.ToHexStringLower(await SHA256.HashDataAsync(blob!.Content));
        }

        return files;
    }

    private static void Copy(string from, string to)
    {
        foreach (var file in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories))
        {
            var target = Path.Combine(to, Path.GetRelativePath(from, file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(file, target);
        }
    }
}
