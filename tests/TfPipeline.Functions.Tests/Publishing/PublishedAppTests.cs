using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using TfPipeline.Functions.Roles;
using TfPipeline.Functions.Tests.HostLogs;
using TfPipeline.Functions.Tests.Settings;
using TfPipeline.Storage;

namespace TfPipeline.Functions.Tests.Publishing;

/// <summary>What is deployed is complete, and is what infra/ and local.settings.sample.json speak of.</summary>
[Trait("tier", "integration")]
public sealed class PublishedAppTests(PublishedApp app) : IClassFixture<PublishedApp>
{
    private static readonly string[] Roles = ["link", "release"];
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(1);

    [Fact]
    public void Holds_exactly_the_functions_that_have_a_role() =>
        Assert.Equal(FunctionRoles.All.Keys.Order(StringComparer.Ordinal), app.Functions.Keys.Order(StringComparer.Ordinal));

    [Fact]
    public void Gives_every_function_one_trigger_and_an_entry_point() => Assert.All(app.Functions.Values, function =>
    {
        Assert.Single(function["bindings"]!.AsArray(), IsTrigger);
        Assert.Equal("TfPipeline.Functions.dll", Text(function, "scriptFile"));
        Assert.NotEmpty(Text(function, "entryPoint"));
    });

    /// <summary>With what the templates list, each app has every function of the other role switched off, and none of its own.</summary>
    [Theory]
    [InlineData("link", AppRole.Link)]
    [InlineData("release", AppRole.Release)]
    public async Task Runs_in_each_role_what_the_templates_leave_switched_on(string role, AppRole expected) => Assert.Equal(
        FunctionRoles.All.Where(function => function.Value.Contains(expected)).Select(function => function.Key).Order(StringComparer.Ordinal),
        app.Functions.Keys.Except(await DeployedSettings.SwitchedOffAsync(role), StringComparer.Ordinal).Order(StringComparer.Ordinal));

    [Fact]
    public async Task Connects_by_names_that_both_apps_and_the_sample_give_an_address()
    {
        var common = (await DeployedSettings.OfAsync("link")).Keys.Intersect((await DeployedSettings.OfAsync("release")).Keys).ToHashSet(StringComparer.Ordinal);
        var connections = app.Bindings.Select(one => one.Binding).Where(binding => binding.ContainsKey("connection")).ToList();
        Assert.NotEmpty(connections);
        Assert.All(connections, binding =>
        {
            var name = Text(binding, "connection");
            Assert.Contains(name, DeployedSettingsTests.Sample().Keys);
            // A blob trigger keeps its own messages in queues of the account.
            Assert.Contains(name + "__queueServiceUri", common);
            if (Text(binding, "type") == "blobTrigger")
                Assert.Contains(name + "__blobServiceUri", common);
        });
        Assert.All(
            app.Bindings.Where(one => Text(one.Binding, "type") is "blobTrigger" or "queueTrigger"), one => Assert.True(one.Binding.ContainsKey("connection"), one.Function));
    }

    [Fact]
    public async Task Takes_every_name_between_per_cent_signs_from_settings_of_both_apps_and_the_sample()
    {
        var texts = app.Functions.Values.Select(function => function.ToJsonString()).Append(app.Json("host.json").ToJsonString());
        var names = texts.SelectMany(text => Regex.Matches(text, "%([A-Za-z]+)%", RegexOptions.None, Limit)).Select(match => match.Groups[1].Value).ToHashSet(StringComparer.Ordinal);
        Assert.Equal(["CatchUpSchedule", "DecisionSchedule", "LinkRunSchedule", "PurgeSchedule", "RetentionSchedule", "TaskHubName"], names.Order(StringComparer.Ordinal));
        Assert.All(names, name => Assert.Contains(name, DeployedSettingsTests.Sample().Keys));
        foreach (var role in Roles)
            Assert.Empty(names.Except((await DeployedSettings.OfAsync(role)).Keys));
    }

    [Fact]
    public async Task Listens_to_queues_and_containers_that_the_templates_make()
    {
        var queues = await DeployedSettings.NamesAsync("queueServices/queues");
        var containers = await DeployedSettings.NamesAsync("blobServices/containers");
        Assert.All(app.Bindings.Where(one => Text(one.Binding, "type") == "queueTrigger"), one =>
            Assert.Contains(Account(one.Binding) + "/" + Text(one.Binding, "queueName"), queues));
        Assert.All(app.Bindings.Where(one => Text(one.Binding, "type") == "blobTrigger"), one =>
        {
            Assert.Contains(Account(one.Binding) + "/" + Text(one.Binding, "path").Split('/')[0], containers);
            Assert.Equal("EventGrid", Text(one.Binding, "source"));
        });
    }

    /// <summary>A queue that nobody reads would keep what failed until it expires, without a word.</summary>
    [Fact]
    public async Task Reads_every_queue_that_the_templates_make()
    {
        var read = app.Bindings.Where(one => Text(one.Binding, "type") == "queueTrigger").Select(one => Account(one.Binding) + "/" + Text(one.Binding, "queueName"));
        Assert.Equal((await DeployedSettings.NamesAsync("queueServices/queues")).Order(StringComparer.Ordinal), read.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Is_told_about_blobs_by_the_subscriptions_of_the_templates()
    {
        var subscriptions = (await DeployedSettings.SubscriptionsAsync()).ToList();
        foreach (var (container, queue, function) in subscriptions)
        {
            var trigger = app.Functions[function]["bindings"]!.AsArray().Select(one => one!.AsObject()).Single(IsTrigger);
            Assert.Equal(container, Text(trigger, "path").Split('/')[0]);
            // Where two containers share a queue, the reader of one hands on what is the other's.
            var readers = subscriptions.Where(one => one.Queue == queue).Select(one => one.Function + "Event");
            Assert.Contains(app.Bindings, one => readers.Contains(one.Function, StringComparer.Ordinal) && Text(one.Binding, "queueName") == queue);
        }
    }

    [Fact]
    public void Has_a_worker_that_the_host_can_start()
    {
        var worker = app.Json("worker.config.json")["description"]!.AsObject();
        Assert.Equal("dotnet-isolated", Text(worker, "language"));
        Assert.Equal(DeployedSettingsTests.Sample()["FUNCTIONS_WORKER_RUNTIME"], Text(worker, "language"));
        Assert.True(File.Exists(Path.Combine(app.Root, Text(worker, "defaultWorkerPath"))));
        Assert.Equal("net10.0", Text(app.Json("TfPipeline.Functions.runtimeconfig.json")["runtimeOptions"]!.AsObject(), "tfm"));
    }

    [Fact]
    public void Brings_an_extension_for_every_kind_of_binding()
    {
        var extensions = app.Json("extensions.json")["extensions"]!.AsArray().Select(one => one!.AsObject()).ToList();
        Assert.All(extensions, extension => Assert.True(File.Exists(Path.Combine(app.Root, Text(extension, "hintPath"))), Text(extension, "hintPath")));
        var names = extensions.Select(extension => Text(extension, "name")).ToHashSet(StringComparer.Ordinal);
        Assert.All(app.Bindings, one => Assert.True(
            Text(one.Binding, "type").ToUpperInvariant() switch
            {
                "BLOBTRIGGER" => names.Contains("AzureStorageBlobs"),
                "QUEUETRIGGER" => names.Contains("AzureStorageQueues"),
                "ORCHESTRATIONTRIGGER" or "ACTIVITYTRIGGER" or "DURABLECLIENT" => names.Contains("DurableTask"),
                "TIMERTRIGGER" => true, // Part of the host.
                _ => false,
            },
            one.Binding.ToJsonString()));
    }

    [Fact]
    public void Has_the_repositorys_host_file_and_no_settings_of_a_machine()
    {
        Assert.Equal(File.ReadAllBytes(Path.Combine(HostLog.Root, "host.json")), File.ReadAllBytes(Path.Combine(app.Root, "host.json")));
        Assert.Empty(Directory.EnumerateFiles(app.Root, "local.settings*", SearchOption.AllDirectories));
        Assert.Empty(Directory.EnumerateFiles(app.Root, "*.key", SearchOption.AllDirectories));
    }

    /// <summary>The host ignores a key of host.json that no option has; the extensions that ship say which there are.</summary>
    [Theory]
    [InlineData("blobs", "Storage.Blobs", "BlobsOptions")]
    [InlineData("queues", "Storage.Queues", "QueuesOptions")]
    [InlineData("durableTask", "DurableTask", "DurableTaskOptions")]
    [InlineData("durableTask.tracing", "DurableTask", "TraceOptions")]
    [InlineData("durableTask.storageProvider", "DurableTask", "AzureStorageOptions")]
    public void Sets_only_options_that_the_extension_has(string section, string extension, string options)
    {
        var known = ShippedOptions.PropertiesOf(Path.Combine(app.Root, ".azurefunctions", $"Microsoft.Azure.WebJobs.Extensions.{extension}.dll"), options);
        var set = section.Split('.').Aggregate(app.Json("host.json")["extensions"]!, (node, name) => node[name]!).AsObject().Select(one => one.Key).ToList();
        // "type" chooses the storage provider before its options are read.
        Assert.Empty(set.Where(key => key != "type").Except(known, StringComparer.OrdinalIgnoreCase));
    }

    /// <summary>Both queues, or a kill in the middle of an orchestrator would still stop a run for five minutes; at least one minute.</summary>
    [Fact]
    public void Lets_a_killed_run_go_on_after_the_minutes_that_the_decision_names()
    {
        var durable = app.Json("host.json")["extensions"]!["durableTask"]!;
        Assert.All(new[] { "controlQueueVisibilityTimeout", "workItemQueueVisibilityTimeout" }, name => Assert.Equal("00:02:00", Text(durable["storageProvider"]!.AsObject(), name)));
        Assert.Contains("sets two minutes", File.ReadAllText(Path.Combine(HostLog.Root, "docs/adr/0102-durable-backend.md")), StringComparison.Ordinal);
    }

    /// <summary>Read in the extension: it warns at each start unless tracing is enabled, and of the versions "None" does nothing.</summary>
    [Fact]
    public void Says_that_it_wants_no_distributed_tracing_in_the_only_way_that_the_extension_takes()
    {
        var tracing = app.Json("host.json")["extensions"]!["durableTask"]!["tracing"]!;
        Assert.True(tracing["distributedTracingEnabled"]!.GetValue<bool>());
        Assert.Equal("None", tracing["version"]!.GetValue<string>());
        Assert.False(tracing["traceInputsAndOutputs"]!.GetValue<bool>());
    }

    [Fact]
    public void Ships_one_native_library()
    {
        var ofTheHost = Path.Combine(app.Root, ".azurefunctions") + Path.DirectorySeparatorChar;
        var libraries = Directory.EnumerateFiles(app.Root, "*ParquetSharpNative*", SearchOption.AllDirectories)
            .Where(file => !file.StartsWith(ofTheHost, StringComparison.Ordinal)).Select(file => Path.GetRelativePath(app.Root, file)).ToList();
        Assert.EndsWith(".so", Assert.Single(libraries), StringComparison.Ordinal);
        Assert.DoesNotContain("arm", libraries[0], StringComparison.OrdinalIgnoreCase);
    }

    private static bool IsTrigger(JsonNode? binding) => Text(binding!.AsObject(), "type").EndsWith("Trigger", StringComparison.OrdinalIgnoreCase);

    private static string Account(JsonObject binding) => Text(binding, "connection").ToLowerInvariant();

    private static string Text(JsonObject node, string property) => node[property]!.GetValue<string>();

    private static IEnumerable<string> Names(JsonNode? names) => names!.AsArray().Select(name => name!.GetValue<string>());
}
