using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using TfPipeline.Azure.Storage;
using TfPipeline.Core.Release.Decisions;
using TfPipeline.Core.Release.Publishing;
using TfPipeline.Functions.Tests.Triggers;
using TfPipeline.Storage;

namespace TfPipeline.Functions.Tests.Decisions;

/// <content>The steps that the cases are made of: proposals, decisions, and what is in the store afterwards.</content>
public abstract partial class DecisionTests
{
    private const string Sums = "SHA256SUMS";
    private readonly SkippingTime time = new();
    private IPipelineStorage storage = null!;

    protected abstract Task<IPipelineStorage> OpenAsync();

    private async Task<string> ContentOfAsync(DecisionKind kind, Func<string, Task> decide)
    {
        storage ??= await OpenAsync();
        foreach (var container in Enum.GetValues<PipelineContainer>())
        {
            await foreach (var blob in storage[container].ListAsync(string.Empty))
                await storage[container].DeleteAsync(blob.Name);
        }

        var hash = await ProposeAsync("spring");
        if (kind == DecisionKind.Withdraw)
            await DecideAsync("first", Approval("spring", hash));
        await decide(await WriteAsync("checker", Approval("spring", hash) with { Decision = kind, Reason = "a reason" }));
        var content = new StringBuilder();
        foreach (var container in Enum.GetValues<PipelineContainer>())
        {
            await foreach (var blob in storage[container].ListAsync(string.Empty))
                content.Append(container).Append(' ').Append(blob.Name).Append(": ").Append(await TextAsync(container, blob.Name)).Append('\n');
        }

        return content.ToString();
    }

    private static ReleaseDecision Withdrawal(string release, string reason, DateTimeOffset at = default) => new(release, DecisionKind.Withdraw, at) { Reason = reason };

    private ReleaseDecision Approval(string release, string hash) => new(release, DecisionKind.Approve, time.GetUtcNow()) { ProposalHash = hash };

    private DecisionMaker Maker() => new(Scoped(), time);

    private RoleScopedStorage Scoped() => new(storage, AppRole.Release);

    private async Task<string> WriteAsync(string person, ReleaseDecision decision)
    {
        storage ??= await OpenAsync();
        return (await new DecisionWriter(storage).WriteAsync(person, decision)).Name;
    }

    private async Task<DecisionOutcome> DecideAsync(string person, ReleaseDecision decision) => (await Maker().DecideAsync(await WriteAsync(person, decision)))!;

    /// <summary>A proposal as a release run leaves it, with the entries of the register that go with it.</summary>
    private async Task<string> ProposeAsync(string release, bool isSynthetic = false, string run = "run-1", (string Of, bool ForError)? revision = null)
    {
        storage ??= await OpenAsync();
        var facts = new
        {
            release,
            run,
            synthetic = isSynthetic,
            people = 1,
            families = 1,
            councils = Array.Empty<string>(),
            deliveries = new { },
            contracts = new { },
            policyVersion = "1",
            estimatesVersion = 1,
            build = "x",
            revision = revision is { } one ? new { supersedes = one.Of, note = "a late file", forError = one.ForError } : null,
        };
        var files = new SortedDictionary<string, string>(StringComparer.Ordinal)
        {
            ["release/report.html"] = "figures of " + release,
            ["release/SHA256SUMS"] = "sums of figures of " + release,
            ["summaries/E08000001/summary.html"] = "summary of " + release,
            ["summaries/E08000001/summary.json"] = JsonSerializer.Serialize(new { release }),
            ["disclosure-audit.json"] = "{}",
            ["facts.json"] = JsonSerializer.Serialize(facts),
            ["review.html"] = "review",
        };
        foreach (var (name, text) in files)
            await PutAsync(PipelineContainer.Proposals, $"{release}/{name}", text);
        var sums = string.Concat(files.Select(file => $"{HashOf(file.Value)}  {file.Key}\n"));
        await PutAsync(PipelineContainer.Proposals, $"{release}/{Sums}", sums);
        var history = await new ReleaseRegister(storage).ReadAsync(release);
        await EventAsync(release, history.Events.Count + 1, new { kind = "claimed", at = time.GetUtcNow(), run, expires = time.GetUtcNow().AddDays(28) });
        await EventAsync(release, history.Events.Count + 2, new
        {
            kind = "proposed",
            at = time.GetUtcNow(),
            run,
            proposalHash = HashOf(sums),
            sumsHash = HashOf(files["release/SHA256SUMS"]),
            expires = time.GetUtcNow().AddDays(28),
        });
        return HashOf(sums);
    }

    private Task<bool> EventAsync(string release, int number, object entry) =>
        PutAsync(PipelineContainer.Audit, FormattableString.Invariant($"releases/{release}/{number:0000}.json"), JsonSerializer.Serialize(entry));

    private async Task<ReleaseState> StateAsync(string release) => (await new ReleaseRegister(storage).ReadAsync(release)).State;

    private async Task<string?> LatestAsync() =>
        JsonDocument.Parse((await TextAsync(PipelineContainer.Analytics, "latest.json"))!).RootElement.GetProperty("release").GetString();

    private async Task<bool> PutAsync(PipelineContainer container, string name, string text) =>
        await storage[container].WriteAsync(name, (stream, token) => stream.WriteAsync(Encoding.UTF8.GetBytes(text), token).AsTask()) == WriteOutcome.Written;

    private async Task<string?> TextAsync(PipelineContainer container, string name)
    {
        await using var blob = await storage[container].OpenReadAsync(name);
        if (blob is null)
            return null;
        using var reader = new StreamReader(blob.Content);
        return await reader.ReadToEndAsync();
    }

    private static string HashOf(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
