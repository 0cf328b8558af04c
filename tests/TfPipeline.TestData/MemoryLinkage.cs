using System.Text;
using TfPipeline.Linkage;
using TfPipeline.Pseudonyms;

namespace TfPipeline.TestData;

/// <summary>Runs the deployed steps of a linkage one after the other, over files in memory.</summary>
internal static class MemoryLinkage
{
    /// <summary>Links a cohort to records that come in partitions; each partition is read twice.</summary>
    public static async Task<LinkageResult> LinkAsync(
        TokenTable cohort, IReadOnlyList<IAsyncEnumerable<RecordBatch>> partitions, KeyRing ring, LinkageOptions options)
    {
        var files = new MemoryFiles(ring);
        await LinkageSteps.PlanAsync(files, cohort, partitions, options);
        for (var k = 0; k < partitions.Count; k++)
            await LinkageSteps.ComparePartitionAsync(files, cohort, k, partitions[k], options);
        return await LinkageSteps.LinkAsync(files, cohort, partitions.Count, options);
    }

    private sealed class MemoryFiles(KeyRing ring) : ILinkageFiles
    {
        private readonly Dictionary<string, byte[]> _files = new(StringComparer.Ordinal);

        public KeyRing Ring => ring;

        public Task SaveAsync(string name, Action<BinaryWriter> save, CancellationToken cancellationToken)
        {
            using var content = new MemoryStream();
            using (var writer = new BinaryWriter(content, Encoding.UTF8, leaveOpen: true))
                save(writer);
            _files[name] = content.ToArray();
            return Task.CompletedTask;
        }

        public Task<T> LoadAsync<T>(string name, Func<BinaryReader, T> load, CancellationToken cancellationToken)
        {
            using var reader = new BinaryReader(new MemoryStream(_files[name]), Encoding.UTF8);
            return Task.FromResult(load(reader));
        }
    }
}
