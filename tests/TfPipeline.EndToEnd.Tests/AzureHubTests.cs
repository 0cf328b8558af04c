using System.Globalization;
using TfPipeline.Azure.Storage;
using TfPipeline.EndToEnd.Tests.Tools;
using TfPipeline.TestHost;
using TfPipeline.TestKit;

namespace TfPipeline.EndToEnd.Tests;

/// <summary>Several processes share a run on the task hub of a host account; one is killed, and the other ends it in the same bytes.</summary>
[Trait("tier", "e2e")]
public sealed class AzureHubTests : IDisposable
{
    private readonly Workspace _workspace = new();

    public void Dispose() => _workspace.Dispose();

    [Theory]
    [InlineData(2)]
    [InlineData(6)]
    public async Task One_of_two_processes_is_killed_and_the_other_ends_the_run(int crashAfter)
    {
        var expected = await BaseRun.GetAsync();
        var (data, host) = (await IngestedAsync(expected), await Azurite.NewAccountAsync());
        using var victim = _workspace.TestHost.Start("azure", data, expected.Key, BaseRun.Release, host, crashAfter.ToString(CultureInfo.InvariantCulture));
        var run = await victim.StandardOutput.ReadLineAsync();
        await Tfp.ExpectLineAsync(victim, CrashingStore.Boundary);
        using var other = _workspace.TestHost.Start("azure", data, expected.Key, BaseRun.Release, host, "0");
        await Tfp.ExpectLineAsync(other, run!);
        victim.StandardInput.Close();
        Assert.Equal("PanelReady", (await _workspace.TestHost.EndAsync(other, "azure")).Expect(0).Output.Trim());
        (await _workspace.TestHost.EndAsync(victim, "azure")).Expect(Tfp.Killed);

        (await _workspace.Tfp.RunAsync(
            "run", "--hub", "azure", "--role", "release", "--run", run!, "--storage", data, "--host", await Azurite.NewAccountAsync())).Expect(0);
        await _workspace.Tfp.ApproveAsync(data, BaseRun.Release);
        await expected.ExpectSameReleaseAsync(AzureBlobStorage.ForConnectionString(data));
    }

    [Fact]
    public async Task One_process_runs_both_roles_on_an_emulator()
    {
        var expected = await BaseRun.GetAsync();
        var data = await IngestedAsync(expected);
        var hosts = $"{await Azurite.NewAccountAsync()},{await Azurite.NewAccountAsync()}";
        (await _workspace.Tfp.RunAsync(
            "run", "--hub", "azure", "--storage", data, "--host", hosts, "--key-file", expected.Key, "--release", BaseRun.Release)).Expect(0);
        await _workspace.Tfp.ApproveAsync(data, BaseRun.Release);
        await expected.ExpectSameReleaseAsync(AzureBlobStorage.ForConnectionString(data));
        Assert.DoesNotContain("AccountKey", _workspace.Tfp.Printed, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task Refuses_a_hub_in_an_account_that_holds_data()
    {
        var data = await Azurite.NewAccountAsync();
        var result = (await _workspace.Tfp.RunAsync("work", "--hub", "azure", "--role", "release", "--storage", data, "--host", data)).ExpectRefusal(2);
        Assert.Contains("a task hub needs an account of its own", result.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("tfplink")]
    [InlineData("TfpRelease")]
    public async Task Refuses_the_hub_of_a_deployed_app_by_name(string name)
    {
        var result = (await _workspace.Tfp.RunAsync(
            "work", "--hub", "azure", "--role", "release", "--storage", "store", "--host", await Azurite.NewAccountAsync(), "--hub-name", name)).ExpectRefusal(2);
        Assert.Contains("deployed Function App", result.Error, StringComparison.Ordinal);
    }

    private async Task<string> IngestedAsync(BaseRun expected)
    {
        var data = await Azurite.NewAccountAsync();
        await Stores.DropAsync(AzureBlobStorage.ForConnectionString(data), expected.Synthetic);
        (await _workspace.Tfp.RunAsync("ingest", "--storage", data, "--key-file", expected.Key)).Expect(0);
        return data;
    }
}
