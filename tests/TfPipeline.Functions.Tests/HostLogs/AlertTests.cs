using System.Text.Json.Nodes;
using Microsoft.Extensions.Logging;
using TfPipeline.Functions.Roles;
using TfPipeline.Functions.Stages;
using TfPipeline.Functions.Tests.Triggers;
using TfPipeline.Storage;
using TfPipeline.TestInfra;

namespace TfPipeline.Functions.Tests.HostLogs;

/// <summary>Every alert's query, run over lines that the host really writes: it finds what it is for, and stays silent about its neighbour.</summary>
[Trait("tier", "unit")]
public sealed class AlertTests
{
    private const string LinkApp = "object id of the link app";
    private const string ReleaseApp = "object id of the release app";
    private const string Vault = "/providers/microsoft.keyvault/vaults/kv-tfp";
    private const string LedgerVault = "/providers/microsoft.keyvault/vaults/kv-led";

    private static readonly Dictionary<string, (Dictionary<string, LogTable> Ringing, Dictionary<string, LogTable> Silent)> Cases = new(StringComparer.Ordinal)
    {
        ["failed-upload"] = (
            Of(App("RecordFailedUpload", log => log.UploadFailed("E08000035/2019-04-01/"))),
            Of(HostLine.OfResult("RecordFailedUpload", true), App("RecordFailedUpload", log => log.UploadIngested(default, null, "E08000035/2019-04-01/", 1, 1)))),
        ["unrecorded-upload"] = (
            Of(Enumerable.Repeat(HostLine.OfResult("RecordFailedUploadEvent", false), 7)),
            Of(Enumerable.Repeat(HostLine.OfResult("RecordFailedUpload", false), 7).Append(HostLine.OfResult("RecordFailedUpload", true)).Concat(Enumerable.Repeat(HostLine.OfResult("RecordFailedUploadEvent", false), 6)))),
        ["unreadable-message"] = (
            Of(App("IngestUploadEvent", log => log.MessageLetGo(PipelineContainer.Uploads))),
            Of(App("StartReleaseRunEvent", log => log.RunAskedFor("run-1", "spring", "started")))),
        ["undelivered-event"] = (Other("AegDeliveryFailureLogs", new JsonObject { ["Message"] = "outcome=NotFound" }), Other("AegDeliveryFailureLogs")),
        ["failed-run"] = (
            Of(HostLog.Recorded),
            Of(HostLog.Recorded.Where(line => !(line.Category == "Function.LinkRun.User" && line.Level == LogLevel.Error)))),
        ["failed-start"] = (Of(HostLine.OfResult("StartLinkRun", false)), Of(HostLine.OfResult("StartLinkRun", true), HostLine.OfResult("StartReleaseRun", false))),
        ["stalled-run"] = (
            Of(Enumerable.Repeat(HostLine.OfResult("CompareDelivery", false), 21)),
            Of(Enumerable.Repeat(HostLine.OfResult("CompareDelivery", false), 20).Concat(Enumerable.Repeat(HostLine.OfResult("PlanDepartment", false), 20)))),
        ["failed-sweep"] = (Of(HostLog.Recorded), Of(HostLog.Recorded.Where(line => line.State.GetValueOrDefault("Name") != "PurgeHistory"))),
        ["missing-sweep"] = (
            Of(HostLine.OfResult("RetentionSweep", true), HostLine.OfResult("RetentionSweep", true), HostLine.OfResult("RetentionSweep", false, "release")),
            Of(HostLine.OfResult("RetentionSweep", true), HostLine.OfResult("RetentionSweep", true, "release"))),
        ["unread-upload"] = (
            Of(App("CatchUpUploads", log => log.UploadsStayUnread(2, 1))),
            Of(App("CatchUpUploads", log => log.CaughtUp(3, 1)))),
        ["waiting-proposal"] = (
            Of(App("CatchUpDecisions", log => log.ProposalsWait(1, 8, 0))),
            Of(App("CatchUpDecisions", log => log.ProposalsSeen(1, 2, 0)))),
        ["read-by-another"] = (
            Blobs(("GetBlob", "/tfpland/uploads/E08000035", "somebody")),
            Blobs(("GetBlob", "/tfpland/uploads/E08000035", LinkApp), ("GetBlob", "/tfpland/receipts/E08000035", "somebody"), ("PutBlob", "/tfpland/uploads/E08000035", "somebody"))),
        ["new-role-assignment"] = (Activity("MICROSOFT.AUTHORIZATION/ROLEASSIGNMENTS/WRITE"), Activity("MICROSOFT.AUTHORIZATION/ROLEASSIGNMENTS/DELETE")),
        ["changed-network"] = (Activity("MICROSOFT.NETWORK/NETWORKSECURITYGROUPS/SECURITYRULES/WRITE"), Activity("MICROSOFT.STORAGE/STORAGEACCOUNTS/LISTKEYS/ACTION")),
        ["deleted-policy"] = (Activity("MICROSOFT.STORAGE/STORAGEACCOUNTS/MANAGEMENTPOLICIES/DELETE"), Activity("MICROSOFT.STORAGE/STORAGEACCOUNTS/READ")),
        ["secret-read-by-another"] = (
            Other("AZKVAuditLogs", Read("SecretGet", "somebody"), Read("SecretGet", LinkApp)),
            Other("AZKVAuditLogs", Read("SecretGet", LinkApp), Read("SecretGet", ReleaseApp, LedgerVault), Read("SecretSet", "somebody"))),
    };

    public static TheoryData<string> Alerts => [.. Cases.Keys];

    [Theory]
    [MemberData(nameof(Alerts))]
    public async Task Rings_for_what_it_is_for(string alert) => Assert.NotEmpty(KqlQuery.Run((await QueriesAsync())[alert], Cases[alert].Ringing));

    [Theory]
    [MemberData(nameof(Alerts))]
    public async Task Stays_silent_otherwise(string alert) => Assert.Empty(KqlQuery.Run((await QueriesAsync())[alert], Cases[alert].Silent));

    [Fact]
    public async Task Has_a_case_for_every_alert() => Assert.Equal((await QueriesAsync()).Keys.Order(StringComparer.Ordinal), Cases.Keys.Order(StringComparer.Ordinal));

    [Fact]
    public async Task Rings_for_a_marker_that_was_let_go() =>
        Assert.NotEmpty(KqlQuery.Run((await QueriesAsync())["unreadable-message"], Of(App("StartReleaseRun", log => log.MarkerLetGo()))));

    [Fact]
    public async Task Rings_for_a_decision_that_was_let_go() =>
        Assert.NotEmpty(KqlQuery.Run((await QueriesAsync())["unreadable-message"], Of(App("StartDecision", log => log.DecisionsLetGo(1)))));

    [Theory]
    [InlineData("MICROSOFT.STORAGE/STORAGEACCOUNTS/MANAGEMENTPOLICIES/WRITE")]
    [InlineData("MICROSOFT.STORAGE/STORAGEACCOUNTS/BLOBSERVICES/WRITE")]
    [InlineData("MICROSOFT.STORAGE/STORAGEACCOUNTS/BLOBSERVICES/CONTAINERS/IMMUTABILITYPOLICIES/WRITE")]
    [InlineData("MICROSOFT.INSIGHTS/DIAGNOSTICSETTINGS/WRITE")]
    [InlineData("MICROSOFT.STORAGE/STORAGEACCOUNTS/LISTKEYS/ACTION")]
    [InlineData("MICROSOFT.WEB/SITES/HOST/LISTKEYS/ACTION")]
    public async Task Rings_for_whatever_weakens_a_rule_or_reads_a_key(string operation) =>
        Assert.NotEmpty(KqlQuery.Run((await QueriesAsync())["deleted-policy"], Activity(operation)));

    [Theory]
    [InlineData(ReleaseApp, Vault)]
    [InlineData(LinkApp, LedgerVault)]
    [InlineData("somebody", LedgerVault)]
    public async Task Rings_for_an_app_that_reads_the_secret_of_the_other(string who, string vault) =>
        Assert.NotEmpty(KqlQuery.Run((await QueriesAsync())["secret-read-by-another"], Other("AZKVAuditLogs", Read("SecretGet", who, vault))));

    [Theory]
    [InlineData("unrecorded-upload", 2)]
    [InlineData("failed-start", 4)]
    [InlineData("failed-sweep", 3)]
    public async Task Rings_for_every_function_that_it_names(string alert, int functions)
    {
        var query = (await QueriesAsync())[alert];
        var list = query[query.IndexOf('(', StringComparison.Ordinal)..query.IndexOf(')', StringComparison.Ordinal)];
        var names = list.Split('"').Where((_, part) => part % 2 == 1).ToList();
        Assert.Equal(functions, names.Count);
        Assert.All(names, name => Assert.Contains(name, FunctionRoles.All.Keys));
        Assert.All(names, name => Assert.NotEmpty(KqlQuery.Run(query, Of(Enumerable.Repeat(HostLine.OfResult(name, false), 7)))));
    }

    [Fact]
    public void Finds_nothing_where_the_query_expects_the_category_of_older_extensions() => Assert.Empty(KqlQuery.Run(
        """AppTraces | where tostring(Properties.Category) == "Host.Triggers.DurableTask" and tostring(Properties.prop__state) == "Failed" """, Of(HostLog.Recorded)));

    // An alert that names an app is evaluated only when it is deployed: its text is the innermost argument of replace().
    private static async Task<Dictionary<string, string>> QueriesAsync() => (await InfraUnderTest.ExampleAsync()).OfType("Microsoft.Insights/scheduledQueryRules").ToDictionary(
        alert => Evaluated.Text(alert, "properties.displayName")!,
        alert => WithoutSuffix(Plain(Evaluated.Text(alert["properties"]!["criteria"]!["allOf"]![0], "query")!)),
        StringComparer.Ordinal);

    private static string Plain(string query) => query.StartsWith("[replace(replace('", StringComparison.Ordinal)
        ? query["[replace(replace('".Length..query.IndexOf("', 'LINK-APP'", StringComparison.Ordinal)].Replace("LINK-APP", LinkApp, StringComparison.Ordinal).Replace("RELEASE-APP", ReleaseApp, StringComparison.Ordinal)
        : query;

    // The example's accounts and vaults have a suffix after their stem.
    private static string WithoutSuffix(string query) => System.Text.RegularExpressions.Regex.Replace(query, "(tfpland|kv-led-)[a-z0-9]{13}", one => one.Groups[1].Value.TrimEnd('-'), System.Text.RegularExpressions.RegexOptions.None, TimeSpan.FromSeconds(1));

    /// <summary>A line as the app's code logs it in that function.</summary>
    private static HostLine App(string function, Action<ILogger> log)
    {
        var lines = new RecordedLines<AlertTests>();
        log(lines);
        var line = Assert.Single(lines.Lines);
        return HostLine.OfApp(function, line.Level, line.Message);
    }

    private static Dictionary<string, LogTable> Of(params IEnumerable<HostLine> lines) => HostLog.Tables(lines);

    private static Dictionary<string, LogTable> Other(string table, params JsonObject[] rows) =>
        new(StringComparer.Ordinal) { [table] = new LogTable(["OperationName", "Identity", "Message", "_ResourceId"], rows) };

    // https://learn.microsoft.com/azure/azure-monitor/reference/tables/azureactivity
    private static Dictionary<string, LogTable> Activity(string operation) => new(StringComparer.Ordinal)
    {
        ["AzureActivity"] = new LogTable(["OperationNameValue", "ActivityStatusValue"], [new JsonObject { ["OperationNameValue"] = operation, ["ActivityStatusValue"] = "Success" }]),
    };

    // https://learn.microsoft.com/azure/azure-monitor/reference/tables/storagebloblogs, cut by the workspace's rule.
    private static Dictionary<string, LogTable> Blobs(params (string Operation, string Key, string Who)[] rows) => new(StringComparer.Ordinal)
    {
        ["StorageBlobLogs"] = new LogTable(
            ["AccountName", "ObjectKey", "OperationName", "RequesterObjectId"],
            [.. rows.Select(row => new JsonObject { ["AccountName"] = "tfpland", ["ObjectKey"] = row.Key, ["OperationName"] = row.Operation, ["RequesterObjectId"] = row.Who })]),
    };

    // https://learn.microsoft.com/azure/azure-monitor/reference/tables/azkvauditlogs
    private static JsonObject Read(string operation, string who, string vault = Vault) =>
        new() { ["_ResourceId"] = vault, ["OperationName"] = operation, ["Identity"] = new JsonObject { ["claim"] = new JsonObject { ["oid"] = who } } };
}
