// A host for tests: the pipeline of 'tfp run' and 'tfp work' with a store that crashes, and a task hub whose timeouts are short.
//   local  STORAGE KEY RELEASE STATE CRASH-AFTER            both roles on the file of this machine
//   azure  STORAGE KEY RELEASE LINK-HOST CRASH-AFTER        the link role: starts the run, works on it, ends with it
//   work   STORAGE KEY - LINK-HOST CRASH-AFTER              the link role: only works, until it is killed
// CRASH-AFTER is the number of the boundary at which the process kills itself; 0 for none.
using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using TfPipeline.Azure.Storage;
using TfPipeline.Cli.Hosting;
using TfPipeline.LocalHub;
using TfPipeline.Pseudonyms;
using TfPipeline.Storage;
using TfPipeline.TestHost;

var (mode, where, key, release, place) = (args[0], StorageLocation.Parse(args[1]), args[2], args[3], args[4]);
var crashAfter = int.Parse(args[5], CultureInfo.InvariantCulture) is > 0 and var number ? number : (int?)null;
var storage = where.Open();
var keys = new KeySources(new FileRootKeySource(key));
if (string.Equals(mode, "local", StringComparison.Ordinal))
{
    await using var pipeline = Pipeline.On(CrashingStore.Around(new LocalOrchestrationService(place), crashAfter), storage, keys);
    var input = await pipeline.PlanAsync(release, null, CancellationToken.None);
    var ended = await pipeline.RunAsync(input, CancellationToken.None);
    Console.WriteLine(ended.Release?.Stage);
    return ended.Release is null ? 1 : 0;
}

var times = new AzureHubTimes(TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(15), TimeSpan.FromSeconds(1));
var store = CrashingStore.Around(AzureHub.Open(HostAccount.Parse(place, where), HubName.Default(AppRole.Link), times), crashAfter);
await using var host = new RunHost(new Dictionary<AppRole, ServiceProvider> { [AppRole.Link] = RoleServices.Link(storage, keys) }, store);
await host.StartAsync();
if (string.Equals(mode, "work", StringComparison.Ordinal))
{
    Console.WriteLine("working");
    await Task.Delay(Timeout.Infinite);
}

var plan = await host.Link.PlanAsync(release, null, CancellationToken.None);
Console.WriteLine(plan.RunId);
Console.WriteLine((await host.Link.RunAsync(plan, CancellationToken.None)).Stage);
return 0;
