// One alert per runbook below docs/runbooks. Queries count; they name no blob, because a file name is outside text.

@description('Azure region.')
param location string

@description('Tags of every resource.')
param tags object

@description('Log Analytics workspace.')
param workspaceId string

@description('Who is told.')
param actionGroupId string

var alerts = [
  {
    name: 'failed-upload'
    runbook: 'docs/runbooks/failed-upload.md'
    summary: 'An upload ended in the poison queue: its council has a failed receipt and no accepted rows.'
    query: 'AppRequests | where OperationName == "RecordFailedUpload"'
    minutes: 15
  }
  {
    name: 'failed-run'
    runbook: 'docs/runbooks/failed-run.md'
    summary: 'A link or release orchestration failed.'
    query: 'AppTraces | where Properties.Category startswith "TfPipeline" and Properties.EventName == "RunFailed"'
    minutes: 15
  }
  {
    name: 'stalled-run'
    runbook: 'docs/runbooks/stalled-run.md'
    summary: 'An activity has been retried for an hour.'
    query: 'AppRequests | where Success == false | summarize Failures = count() by OperationName | where Failures > 20'
    minutes: 60
  }
  {
    name: 'failed-sweep'
    runbook: 'docs/runbooks/failed-sweep.md'
    summary: 'Raw identifiers may be older than the retention days: the sweep failed.'
    query: 'AppRequests | where OperationName == "RetentionSweep" and Success == false'
    minutes: 60
  }
  {
    name: 'secret-read-by-another'
    runbook: 'docs/runbooks/secret-read.md'
    summary: 'The root secret was read by something else than the link app.'
    query: 'AzureDiagnostics | where ResourceProvider == "MICROSOFT.KEYVAULT" and OperationName == "SecretGet" and identity_claim_xms_mirid_s !contains "func-tfp-link"'
    minutes: 15
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
    evaluationFrequency: 'PT15M'
    windowSize: 'PT${alert.minutes}M'
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
