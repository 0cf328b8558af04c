// One alert per runbook below docs/runbooks. Queries count; they name no blob, because a file name is outside text.

@description('Azure region.')
param location string

@description('Tags of every resource.')
param tags object

@description('Log Analytics workspace.')
param workspaceId string

@description('Who is told.')
param actionGroupId string

@description('Object id of the link app, the only one that may read the root secret.')
param linkPrincipalId string

// Tables: https://learn.microsoft.com/azure/azure-monitor/reference/tables/apprequests, .../apptraces, .../aegdeliveryfailurelogs,
// .../azkvauditlogs. What Durable Functions tells about a run:
// https://learn.microsoft.com/azure/azure-functions/durable/durable-functions-diagnostics#tracking-data
// It is looked for by its properties: the category of these lines changed between versions of the extension.
// The app's own lines are looked for by the start of their text; tests hold both against lines of the real extension and of the code.
// Who asked the vault, by object id because names can be imitated: https://learn.microsoft.com/azure/key-vault/general/logging#interpret-your-key-vault-logs
var alerts = [
  {
    name: 'failed-upload'
    runbook: 'docs/runbooks/failed-upload.md'
    summary: 'An upload failed too often: its council has a failed receipt and no accepted rows.'
    query: 'AppTraces | where Message startswith "An upload failed too often"'
    every: 'PT15M'
    over: 'PT15M'
  }
  {
    name: 'unrecorded-upload'
    runbook: 'docs/runbooks/failed-upload.md'
    summary: 'Uploads fail and not even a failed receipt can be written, as when the secret cannot be read.'
    query: 'AppRequests | where OperationName in ("RecordFailedUpload", "RecordFailedUploadEvent") and Success == false | summarize Failures = count() by OperationName | where Failures > 6'
    every: 'PT15M'
    over: 'PT2H'
  }
  {
    name: 'unreadable-message'
    runbook: 'docs/runbooks/undelivered-event.md'
    summary: 'A message about a blob, or a marker of a run, could not be read and was let go.'
    query: 'AppTraces | where Message startswith "A queue message could not be read" or Message startswith "A marker could not be read"'
    every: 'PT15M'
    over: 'PT15M'
  }
  {
    name: 'undelivered-event'
    runbook: 'docs/runbooks/undelivered-event.md'
    summary: 'Event Grid could not tell an app about a blob; after a day it gives up.'
    query: 'AegDeliveryFailureLogs'
    every: 'PT15M'
    over: 'PT15M'
  }
  {
    name: 'failed-run'
    runbook: 'docs/runbooks/failed-run.md'
    summary: 'A link or release orchestration failed.'
    query: 'AppTraces | where tostring(Properties.prop__functionType) == "Orchestrator" and tostring(Properties.prop__state) == "Failed"'
    every: 'PT15M'
    over: 'PT15M'
  }
  {
    name: 'failed-start'
    runbook: 'docs/runbooks/failed-run.md'
    summary: 'A run could not be started.'
    query: 'AppRequests | where OperationName in ("StartLinkRun", "RetryReleaseRun", "RetryReleaseRunEvent") and Success == false'
    every: 'PT15M'
    over: 'PT15M'
  }
  {
    name: 'stalled-run'
    runbook: 'docs/runbooks/stalled-run.md'
    summary: 'One function has failed more than twenty times within an hour.'
    query: 'AppRequests | where Success == false | summarize Failures = count() by OperationName | where Failures > 20'
    every: 'PT15M'
    over: 'PT1H'
  }
  {
    name: 'failed-sweep'
    runbook: 'docs/runbooks/failed-sweep.md'
    summary: 'Raw identifiers or histories may be older than their days: a sweep failed.'
    query: 'AppRequests | where OperationName in ("RetentionSweep", "PurgeHistory") and Success == false'
    every: 'PT15M'
    over: 'PT1H'
  }
  {
    name: 'missing-sweep'
    runbook: 'docs/runbooks/failed-sweep.md'
    summary: 'Raw identifiers may be older than their days: no sweep has succeeded for two days.'
    query: 'AppRequests | where OperationName == "RetentionSweep" and Success == true | summarize Sweeps = count() | where Sweeps == 0'
    every: 'PT6H'
    over: 'P2D'
  }
  {
    name: 'secret-read-by-another'
    runbook: 'docs/runbooks/secret-read.md'
    summary: 'The root secret or that of opt-outs was read by something else than the link app.'
    query: 'AZKVAuditLogs | where OperationName == "SecretGet" and tostring(Identity.claim.oid) != "${linkPrincipalId}"'
    every: 'PT15M'
    over: 'PT15M'
  }
]

resource rules 'Microsoft.Insights/scheduledQueryRules@2022-06-15' = [for alert in alerts: {
  name: 'alert-${alert.name}'
  location: location
  tags: tags
  properties: {
    displayName: alert.name
    description: '${alert.summary} Runbook: ${alert.runbook}'
    enabled: true
    severity: 2
    scopes: [workspaceId]
    evaluationFrequency: alert.every
    windowSize: alert.over
    // A table that nothing has been written to yet is not known to the validation.
    skipQueryValidation: true
    autoMitigate: true
    criteria: {
      allOf: [
        {
          query: alert.query
          timeAggregation: 'Count'
          operator: 'GreaterThan'
          threshold: 0
          failingPeriods: { numberOfEvaluationPeriods: 1, minFailingPeriodsToAlert: 1 }
        }
      ]
    }
    actions: { actionGroups: [actionGroupId] }
  }
}]
