using DurableTask.Core;
using TfPipeline.Cli.Hosting;
using TfPipeline.Cli.Terminal;
using TfPipeline.Storage;
using TfPipeline.Synthetic;
using TfPipeline.TestKit;

namespace TfPipeline.Cli.Tests;

/// <summary>Which hub and which roles a process may take.</summary>
[Trait("tier", "unit")]
public sealed class HubChoiceTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Refuses_the_hubs_that_the_templates_give_to_the_apps()
    {
        var bicep = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "../../../../../infra/modules/app-settings.bicep"));
        Assert.All(HubName.Deployed, name => Assert.Contains($"TaskHubName: '{name}'", bicep, StringComparison.Ordinal));
        Assert.Equal(HubName.Deployed.Count, bicep.Split("TaskHubName: '").Length - 1);
        Assert.All(HubName.Deployed, name => Assert.Throws<UsageException>(() => HubName.Require(name.ToUpperInvariant())));
    }

    [Theory]
    [InlineData("ab")]
    [InlineData("1abc")]
    [InlineData("with-hyphen")]
    [InlineData("abcdefghijklmnopqrstuvwxyzabcdefghijklmnopqrst")]
    public void Refuses_what_is_no_hubs_name(string name) => Assert.Throws<UsageException>(() => HubName.Require(name));

    [Fact]
    public void Has_a_hub_of_its_own_for_each_role() => Assert.All(
        new[] { AppRole.Link, AppRole.Release }, role => Assert.DoesNotContain(HubName.Require(HubName.Default(role)), HubName.Deployed));

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Takes_deliveries_that_say_of_themselves_that_they_are_synthetic(bool isSynthetic)
    {
        var landing = Path.Combine(folder.Path, "landing");
        await SyntheticData.MakeAsync(new SyntheticOptions(landing, folder.File("truth"), 100, 1, 1, Faults: false), CancellationToken.None);
        if (!isSynthetic)
        {
            var manifest = Directory.GetFiles(landing, "manifest.json", SearchOption.AllDirectories)[0];
            await File.WriteAllTextAsync(manifest, (await File.ReadAllTextAsync(manifest)).Replace("\"synthetic\": true", "\"synthetic\": false", StringComparison.Ordinal));
        }

        Assert.Equal(isSynthetic, await SyntheticOnly.HoldsAsync(new FolderStorage(folder.Path), CancellationToken.None));
        Assert.False(await SyntheticOnly.HoldsAsync(new FolderStorage(folder.File("empty")), CancellationToken.None));
    }

    [Fact]
    public void Says_who_failed_in_whom_and_why()
    {
        var fault = new FailureDetails("x", "Reading or writing failed (IOException, code 80131620).", null, null, false);
        var activity = new FailureDetails("x", "Task 'CompareDelivery' (#3) failed with an unhandled exception: " + fault.ErrorMessage, null, fault, false);
        var department = new FailureDetails("x", "Task 'DepartmentRun' (#5) failed with an unhandled exception: " + activity.ErrorMessage, null, activity, false);
        Assert.Equal(
            "DepartmentRun: CompareDelivery: Reading or writing failed (IOException, code 80131620).",
            FailureWords.Of(new OrchestrationState { OrchestrationStatus = OrchestrationStatus.Failed, FailureDetails = department }));
    }

    [Fact]
    public void Knows_the_program_without_the_function_app() =>
        Assert.DoesNotContain(typeof(CommandTree).Assembly.GetReferencedAssemblies(), one => one.Name!.Contains("Functions", StringComparison.Ordinal));
}
