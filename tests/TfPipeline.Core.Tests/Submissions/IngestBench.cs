using System.Text;
using TfPipeline.Core.Submissions;
using TfPipeline.Intake;
using TfPipeline.Pseudonyms;
using TfPipeline.Storage;
using TfPipeline.TestKit;

namespace TfPipeline.Core.Tests.Submissions;

/// <summary>A folder storage, a key and an ingestor.</summary>
internal sealed class IngestBench : IDisposable
{
    private readonly DirectoryInfo _root = Directory.CreateTempSubdirectory("tfp-intake-");
    private readonly RootKey _root32 = new(Enumerable.Range(0, 32).Select(i => (byte)i).ToArray(), "test-1");

    public IngestBench()
    {
        Keys = new KeyRing(_root32);
        Storage = new FolderStorage(_root.FullName);
        Ingestor = new UploadIngestor(Storage, Keys);
    }

    public KeyRing Keys { get; }

    public IPipelineStorage Storage { get; }

    public UploadIngestor Ingestor { get; }

    public static string Name(string drop, string file, string gss = CouncilCsv.Gss) => $"{gss}/{drop}/{file}";

    public Task PutAsync(string drop, string file, byte[] content) => PutAsync(Name(drop, file), content);

    public Task PutAsync(string name, byte[] content)
        => Storage[PipelineContainer.Uploads].WriteAsync(name, async (output, token) => await output.WriteAsync(content, token));

    public Task<IngestOutcome> IngestAsync(string drop, string file) => Ingestor.IngestAsync(Name(drop, file));

    public Task<IngestOutcome> DropAsync(string drop, string file, CouncilCsv csv) => DropAsync(Name(drop, file), csv.Bytes());

    public async Task<IngestOutcome> DropAsync(string name, byte[] content)
    {
        await PutAsync(name, content);
        return await Ingestor.IngestAsync(name);
    }

    public async Task<SubmissionRows> RowsAsync(IngestOutcome outcome) => Assert.Single(await GroupsAsync(outcome));

    public async Task<IReadOnlyList<SubmissionRows>> GroupsAsync(IngestOutcome outcome)
    {
        var groups = new List<SubmissionRows>();
        var parts = outcome.ReceiptFolder.Split('/');
        await foreach (var rows in SubmissionFile.ReadAsync(Storage[PipelineContainer.Cohort], SubmissionBlobs.Rows(parts[0], parts[1], outcome.Submission!), Keys, withTokens: true))
            groups.Add(rows);
        return groups;
    }

    public async Task<string> ReceiptAsync(IngestOutcome outcome, string ending = ".json")
    {
        var isState = ending == SubmissionBlobs.StateEnding;
        await using var blob = await Storage[isState ? PipelineContainer.Runs : PipelineContainer.Receipts]
            .OpenReadAsync((isState ? SubmissionBlobs.StateFolder : string.Empty) + outcome.ReceiptFolder + outcome.Submission + ending);
        using var reader = new StreamReader(blob!.Content, Encoding.UTF8);
        return await reader.ReadToEndAsync();
    }

    public async Task<IReadOnlyList<SubmissionState>> StatesAsync()
    {
        var states = new List<SubmissionState>();
        await foreach (var (state, _) in new SubmissionStates(Storage).ListAsync(string.Empty))
            states.Add(state);
        return states;
    }

    public async Task<ReceiptStatus> StatusAsync(IngestOutcome outcome)
        => (await StatesAsync()).Single(s => s.Submission == outcome.Submission).Status;

    /// <summary>Every file outside the uploads, by name and content.</summary>
    public IReadOnlyList<(string Name, string Content)> EverythingOutsideUploads()
        =>
        [
            .. Directory.EnumerateFiles(_root.FullName, "*", SearchOption.AllDirectories)
                .Where(f => !f.Contains("/uploads/", StringComparison.Ordinal) && !f.Contains("/.partial/", StringComparison.Ordinal))
                .Order(StringComparer.Ordinal)
                .Select(f => (Path.GetRelativePath(_root.FullName, f), Encoding.Latin1.GetString(File.ReadAllBytes(f)))),
        ];

    public void Dispose()
    {
        Keys.Dispose();
        _root32.Dispose();
        _root.Delete(recursive: true);
    }
}
