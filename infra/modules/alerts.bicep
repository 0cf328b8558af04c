// One alert per runbook below docs/runbooks. Queries count; they name no blob, because a file name is outside text.

@description('Azure region.')
param location string

@description('Tags of every resource.')
param tags object

@description('Log Analytics workspace.')
param workspaceName string

@description('Who is told.')
param actionGroupName string

@description('Identity of the link app, the only one that may read the root secret and what lies in landing.')
param linkIdentityName string

@description('Identity of the release app, the only one that may read the secret of the ledger.')
param releaseIdentityName string

@description('Vault of the ledger.')
param ledgerVaultName string

@description('Landing account.')
param landingAccountName string

@description('Object id of the malware scanner, or empty while it is not known.')
param malwareScannerPrincipalId string

resource link 'Microsoft.ManagedIdentity/userAssignedIdentities@2023-01-31' existing = {
  name: linkIdentityName
}

resource release 'Microsoft.ManagedIdentity/userAssignedIdentities@2023-01-31' existing = {
  name: releaseIdentityName
}

// Tables: https://learn.microsoft.com/azure/azure-monitor/reference/tables/apprequests, .../apptraces, .../aegdeliveryfailurelogs,
// .../azkvauditlogs, .../azureactivity, .../storagebloblogs. What Durable Functions tells about a run:
// https://learn.microsoft.com/azure/azure-functions/durable/durable-functions-diagnostics#tracking-data
// It is looked for by its properties: the category of these lines changed between versions of the extension.
// The app's own lines are looked for by the start of their text; tests hold both against lines of the real extension and of the code.
// Who asked the vault, by object id because names can be imitated: https://learn.microsoft.com/azure/key-vault/general/logging#interpret-your-key-vault-logs
// An id that nobody has, while the scanner's is not known: no read is left out then.
var scanner = empty(malwareScannerPrincipalId) ? 'unknown' : malwareScannerPrincipalId
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
    summary: 'Uploads fail and for two hours not even a failed receipt could be written, as when the secret cannot be read.'
    query: 'AppRequests | where OperationName in ("RecordFailedUpload", "RecordFailedUploadEvent") | summarize Failures = countif(Success == false), Receipts = countif(Success == true) by OperationName | where Failures > 6 and Receipts == 0'
    every: 'PT15M'
    over: 'PT2H'
  }
  {
    name: 'unreadable-message'
    runbook: 'docs/runbooks/undelivered-event.md'
    summary: 'A message about a blob, a marker of a run, or the name of a decision could not be read and was let go.'
    query: 'AppTraces | where Message startswith "A queue message could not be read" or Message startswith "A marker could not be read" or Message startswith "Decisions could not be read"'
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
    summary: 'A run could not be started, or decisions could not be looked for.'
    query: 'AppRequests | where OperationName in ("StartLinkRun", "RetryReleaseRun", "RetryReleaseRunEvent", "CatchUpDecisions") and Success == false'
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
    query: 'AppRequests | where OperationName in ("RetentionSweep", "PurgeHistory", "CatchUpUploads") and Success == false'
    every: 'PT15M'
    over: 'PT1H'
  }
  {
    name: 'missing-sweep'
    runbook: 'docs/runbooks/failed-sweep.md'
    summary: 'Raw identifiers, links or proposals may be older than their days: in one of the two apps no sweep has succeeded for two days.'
    // Each app sweeps what is its own; one that goes on must not hide the other.
    query: 'AppRequests | where OperationName == "RetentionSweep" and Success == true | summarize Sweeps = count() by AppRoleName | summarize Apps = count() | where Apps != 2'
    every: 'PT6H'
    over: 'P2D'
  }
  {
    name: 'secret-read-by-another'
    runbook: 'docs/runbooks/secret-read.md'
    summary: 'A secret was read by another than its app: the link app for the root secret and that of opt-outs, the release app for that of the ledger.'
    query: 'AZKVAuditLogs | where OperationName == "SecretGet" | where tostring(Identity.claim.oid) != "LINK-APP" or _ResourceId endswith "/${ledgerVaultName}" | where tostring(Identity.claim.oid) != "RELEASE-APP" or _ResourceId !endswith "/${ledgerVaultName}"'
    every: 'PT15M'
    over: 'PT15M'
  }
  {
    name: 'unread-upload'
    runbook: 'docs/runbooks/failed-upload.md'
    summary: 'Uploads have lain for more than a day without a receipt: they stay unscanned, or they fail.'
    query: 'AppTraces | where Message startswith "Uploads stay without a receipt"'
    every: 'PT6H'
    over: 'P1D'
  }
  {
    name: 'waiting-proposal'
    runbook: 'docs/runbooks/waiting-proposal.md'
    summary: 'A proposed release has waited for more than a week for a checker, or has expired without a decision.'
    query: 'AppTraces | where Message startswith "Proposals wait for a decision"'
    every: 'PT6H'
    over: 'P1D'
  }
  {
    name: 'read-by-another'
    runbook: 'docs/runbooks/changed-access.md'
    summary: 'An upload or an extract was read by something else than the link app and the malware scanner.'
    query: 'StorageBlobLogs | where AccountName == "${landingAccountName}" | where ObjectKey startswith "/${landingAccountName}/uploads" or ObjectKey startswith "/${landingAccountName}/extracts" | where OperationName in ("GetBlob", "QueryBlobContents", "CopyBlob", "CopyBlobFromURL", "SnapshotBlob") | where RequesterObjectId != "LINK-APP" and RequesterObjectId != "${scanner}"'
    every: 'PT15M'
    over: 'PT15M'
  }
  {
    name: 'new-role-assignment'
    runbook: 'docs/runbooks/changed-access.md'
    summary: 'Somebody was given a role, here or on the subscription, or a role was changed.'
    query: 'AzureActivity | where OperationNameValue startswith "Microsoft.Authorization/roleAssignments/write" or OperationNameValue startswith "Microsoft.Authorization/roleDefinitions/write" | where ActivityStatusValue == "Success"'
    every: 'PT15M'
    over: 'PT15M'
  }
  {
    name: 'changed-network'
    runbook: 'docs/runbooks/changed-access.md'
    summary: 'A network rule was changed, or a resource that has one.'
    query: 'AzureActivity | where OperationNameValue startswith "Microsoft.Network/networkSecurityGroups" or OperationNameValue startswith "Microsoft.Network/virtualNetworks" or OperationNameValue startswith "Microsoft.Storage/storageAccounts/write" or OperationNameValue startswith "Microsoft.KeyVault/vaults/write" or OperationNameValue startswith "Microsoft.Web/sites/write" or OperationNameValue startswith "Microsoft.Web/sites/config" | where ActivityStatusValue == "Success"'
    every: 'PT15M'
    over: 'PT15M'
  }
  {
    name: 'deleted-policy'
    runbook: 'docs/runbooks/changed-access.md'
    summary: 'A lock, a lifecycle rule, an immutability policy, a setting that exports logs or the scan for malware was changed or taken away, or keys that open more than a role were read.'
    query: 'AzureActivity | where OperationNameValue startswith "Microsoft.Authorization/locks/delete" or OperationNameValue startswith "Microsoft.Authorization/policyAssignments/delete" or OperationNameValue startswith "Microsoft.Insights/dataCollectionRules/delete" or OperationNameValue startswith "Microsoft.Security/defenderForStorageSettings" or OperationNameValue startswith "Microsoft.Storage/storageAccounts/managementPolicies" or OperationNameValue startswith "Microsoft.Storage/storageAccounts/blobServices/write" or OperationNameValue startswith "Microsoft.Storage/storageAccounts/blobServices/containers/immutabilityPolicies" or OperationNameValue startswith "Microsoft.Insights/diagnosticSettings" or OperationNameValue startswith "Microsoft.Storage/storageAccounts/list" or OperationNameValue startswith "Microsoft.Storage/storageAccounts/regenerateKey" or OperationNameValue startswith "Microsoft.Web/sites/host/list" or OperationNameValue startswith "Microsoft.Web/sites/functions/list" | where ActivityStatusValue == "Success"'
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
    scopes: [resourceId('Microsoft.OperationalInsights/workspaces', workspaceName)]
    evaluationFrequency: alert.every
    windowSize: alert.over
    // A table that nothing has been written to yet is not known to the validation.
    skipQueryValidation: true
    autoMitigate: true
    criteria: {
      allOf: [
        {
          // The object id is known while the rules are made and not before, when their number has to be known.
          query: replace(replace(alert.query, 'LINK-APP', link.properties.principalId), 'RELEASE-APP', release.properties.principalId)
          timeAggregation: 'Count'
          operator: 'GreaterThan'
          threshold: 0
          failingPeriods: { numberOfEvaluationPeriods: 1, minFailingPeriodsToAlert: 1 }
        }
      ]
    }
    actions: { actionGroups: [resourceId('Microsoft.Insights/actionGroups', actionGroupName)] }
  }
}]
