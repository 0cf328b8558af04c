// The whole system in one resource group: five storage accounts, two vaults, two function apps, and who may do what.
// Names are variables and not outputs of modules: what-if can then say beforehand what each module makes.
targetScope = 'subscription'

@description('Short name of the environment, used in every resource name.')
@minLength(2)
@maxLength(8)
param environmentName string

// UK West has no availability zones, so no zone-redundant storage: https://learn.microsoft.com/azure/reliability/regions-list
@description('Azure region of all resources; personal data stay in it.')
@allowed(['uksouth'])
param location string

@description('Councils that may upload: GSS code and the object id of the group or identity that acts for them.')
param councils councilAccess[]

@description('Object id of the group of accredited analysts.')
param analystsGroupId string

@description('Object id of the group of linkage operators.')
param operatorsGroupId string

@description('Operators who may ask for a run, each in person. Who asked for a run cannot approve what came of it.')
param operators personAccess[]

@description('Output checkers, each in person: they read proposals and decide about them.')
param checkers personAccess[]

@description('Object id of the group that may set a new root secret; nobody in it should be an operator or an analyst.')
param keyCustodiansGroupId string

@description('Object ids of departments that deliver extracts, by department code.')
param departments departmentAccess[]

@description('Mail address that receives alerts and budget notices.')
param alertEmail string

@description('Days that raw uploads and extracts are kept, soft-delete days included.')
@minValue(15)
@maxValue(365)
param rawRetentionDays int

@description('Days that links and snapshots of the cohort are kept, soft-delete days included: as long as a run may take.')
@minValue(15)
@maxValue(365)
param linkRetentionDays int

@description('Days that panels, estimates and proposals are kept, soft-delete days included: until the release is decided, and a question about it answered.')
@minValue(15)
@maxValue(730)
param resultRetentionDays int

@description('Days that receipts, approvals and audit lines cannot be changed or deleted.')
@minValue(1)
@maxValue(3650)
param immutableDays int

@description('False until the immutability policies are locked (docs/operations.md); true from then on, because a locked policy cannot be put again.')
param immutabilityLocked bool

@description('True: upload events travel through a storage queue and the link app has no public endpoint. False: a webhook open to the Event Grid service tag only.')
param eventsThroughQueue bool

@description('True: a public account for the page on which councils check a file in their browser. It holds nothing else.')
param publicPage bool

@description('Object id of the scanner that Defender made in this subscription; empty until it is known. The alert on reads of landing leaves it out.')
param malwareScannerPrincipalId string

@description('Version of the root secret in the vault that the next run uses.')
param rootSecretVersion string

@description('Version of the secret of opt-outs in the vault. It stays when the root secret rotates.')
param optOutSecretVersion string

@description('Version of the secret of the ledger in its own vault. It is never rotated: what was recorded must stay readable.')
param ledgerSecretVersion string

@description('Monthly budget for the resource group, in the currency of the subscription.')
@minValue(1)
param monthlyBudget int

@description('First day of the month from which the budget counts, yyyy-MM-01.')
param budgetStart string

import { councilAccess, departmentAccess, personAccess, subnetNames } from 'types.bicep'
import { linkFunctions, linkSettings, releaseFunctions, releaseSettings } from 'modules/app-settings.bicep'

var tags = {
  'azd-env-name': environmentName
  system: 'tfpipeline'
}
// Soft-deleted days are days kept, so they come off the days until deletion.
var softDeleteDays = 7
var suffix = uniqueString(subscription().id, environmentName, location)
var groupName = 'rg-tfp-${environmentName}'
var networkName = 'vnet-tfp-${environmentName}'
var workspaceName = 'log-tfp-${environmentName}-${suffix}'
var insightsName = 'appi-tfp-${environmentName}-${suffix}'
var actionGroupName = 'ag-tfp-${environmentName}-${suffix}'
var vaultName = take('kv-tfp-${suffix}', 24)
var ledgerVaultName = take('kv-led-${suffix}', 24)
var accounts = {
  landing: take('tfpland${suffix}', 24)
  working: take('tfpwork${suffix}', 24)
  analytics: take('tfpanal${suffix}', 24)
  linkHost: take('tfplinkhost${suffix}', 24)
  releaseHost: take('tfprelhost${suffix}', 24)
}
var linkAppName = 'func-tfp-link-${suffix}'
var releaseAppName = 'func-tfp-release-${suffix}'
var linkIdentityName = 'id-${linkAppName}'
var releaseIdentityName = 'id-${releaseAppName}'
var landingTopicName = 'evgt-${accounts.landing}'
var workingTopicName = 'evgt-${accounts.working}'
var storageSuffix = environment().suffixes.storage
var addresses = {
  landing: 'https://${accounts.landing}.blob.${storageSuffix}/'
  landingQueues: 'https://${accounts.landing}.queue.${storageSuffix}/'
  working: 'https://${accounts.working}.blob.${storageSuffix}/'
  workingQueues: 'https://${accounts.working}.queue.${storageSuffix}/'
  analytics: 'https://${accounts.analytics}.blob.${storageSuffix}/'
  vault: 'https://${vaultName}${environment().suffixes.keyvaultDns}/'
  ledgerVault: 'https://${ledgerVaultName}${environment().suffixes.keyvaultDns}/'
}
var days = {
  raw: rawRetentionDays
  links: linkRetentionDays
  results: resultRetentionDays
  softDelete: softDeleteDays
}

resource group 'Microsoft.Resources/resourceGroups@2024-03-01' = {
  name: groupName
  location: location
  tags: tags
}

module monitoring 'modules/monitoring.bicep' = {
  name: 'monitoring'
  scope: group
  params: {
    location: location
    tags: tags
    workspaceName: workspaceName
    insightsName: insightsName
    actionGroupName: actionGroupName
    name: 'tfp-${environmentName}-${suffix}'
    alertEmail: alertEmail
    monthlyBudget: monthlyBudget
    budgetStart: budgetStart
  }
}

// Who changed which resource, role assignment or network rule of the subscription. A subscription takes five such settings.
// https://learn.microsoft.com/azure/azure-monitor/platform/activity-log
resource activityLog 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  name: 'activity-tfp-${environmentName}'
  properties: {
    workspaceId: resourceId(subscription().subscriptionId, groupName, 'Microsoft.OperationalInsights/workspaces', workspaceName)
    logs: [
      { category: 'Administrative', enabled: true }
      { category: 'Security', enabled: true }
      { category: 'Policy', enabled: true }
    ]
  }
  dependsOn: [monitoring]
}

module network 'modules/network.bicep' = {
  name: 'network'
  scope: group
  params: {
    location: location
    tags: tags
    name: networkName
    workspaceName: workspaceName
  }
  dependsOn: [monitoring]
}

module landing 'modules/storage-account.bicep' = {
  name: 'landing'
  scope: group
  params: {
    location: location
    tags: tags
    name: accounts.landing
    containerNames: ['uploads', 'extracts', 'receipts', 'summaries', 'undelivered']
    queueNames: ['webjobs-blobtrigger-poison', 'upload-events', 'upload-events-poison']
    immutableContainerNames: ['receipts']
    immutableDays: immutableDays
    immutabilityLocked: immutabilityLocked
    softDeleteDays: softDeleteDays
    deleteAfter: [
      { prefix: 'uploads/', days: rawRetentionDays - softDeleteDays }
      { prefix: 'extracts/', days: rawRetentionDays - softDeleteDays }
      { prefix: 'undelivered/', days: rawRetentionDays - softDeleteDays }
    ]
    privateServices: ['blob', 'queue']
    networkName: networkName
    workspaceName: workspaceName
    openToTrustedServices: true
    openToMalwareScanner: true
    lockedAgainstDeletion: false
  }
  dependsOn: [network]
}

module working 'modules/storage-account.bicep' = {
  name: 'working'
  scope: group
  params: {
    location: location
    tags: tags
    name: accounts.working
    containerNames: ['cohort', 'links', 'panel', 'estimates', 'proposals', 'approvals', 'requests', 'audit', 'runs', 'undelivered']
    queueNames: ['webjobs-blobtrigger-poison', 'marker-events', 'marker-events-poison']
    immutableContainerNames: ['approvals', 'audit']
    immutableDays: immutableDays
    immutabilityLocked: immutabilityLocked
    softDeleteDays: softDeleteDays
    deleteAfter: [
      { prefix: 'links/', days: linkRetentionDays - softDeleteDays }
      { prefix: 'cohort/snapshots/', days: linkRetentionDays - softDeleteDays }
      { prefix: 'panel/', days: resultRetentionDays - softDeleteDays }
      { prefix: 'estimates/', days: resultRetentionDays - softDeleteDays }
      { prefix: 'proposals/', days: resultRetentionDays - softDeleteDays }
      { prefix: 'undelivered/', days: linkRetentionDays - softDeleteDays }
    ]
    privateServices: ['blob', 'queue']
    networkName: networkName
    workspaceName: workspaceName
    openToTrustedServices: true
    openToMalwareScanner: false
    lockedAgainstDeletion: true
  }
  dependsOn: [network]
}

module analytics 'modules/storage-account.bicep' = {
  name: 'analytics'
  scope: group
  params: {
    location: location
    tags: tags
    name: accounts.analytics
    containerNames: ['analytics']
    queueNames: []
    immutableContainerNames: []
    immutableDays: immutableDays
    immutabilityLocked: immutabilityLocked
    softDeleteDays: 30
    deleteAfter: []
    privateServices: ['blob']
    networkName: networkName
    workspaceName: workspaceName
    openToTrustedServices: false
    openToMalwareScanner: false
    lockedAgainstDeletion: true
  }
  dependsOn: [network]
}

// Whoever may write an app's host account can replace its package or put messages on its queues, and so act as that app.
// Hence one account per role.
module linkHost 'modules/storage-account.bicep' = {
  name: 'link-host'
  scope: group
  params: {
    location: location
    tags: tags
    name: accounts.linkHost
    containerNames: ['package-link']
    queueNames: []
    immutableContainerNames: []
    immutableDays: immutableDays
    immutabilityLocked: immutabilityLocked
    softDeleteDays: 7
    deleteAfter: []
    privateServices: ['blob', 'queue', 'table']
    networkName: networkName
    workspaceName: workspaceName
    openToTrustedServices: false
    openToMalwareScanner: false
    lockedAgainstDeletion: false
  }
  dependsOn: [network]
}

module releaseHost 'modules/storage-account.bicep' = {
  name: 'release-host'
  scope: group
  params: {
    location: location
    tags: tags
    name: accounts.releaseHost
    containerNames: ['package-release']
    queueNames: []
    immutableContainerNames: []
    immutableDays: immutableDays
    immutabilityLocked: immutabilityLocked
    softDeleteDays: 7
    deleteAfter: []
    privateServices: ['blob', 'queue', 'table']
    networkName: networkName
    workspaceName: workspaceName
    openToTrustedServices: false
    openToMalwareScanner: false
    lockedAgainstDeletion: false
  }
  dependsOn: [network]
}

module vault 'modules/key-vault.bicep' = {
  name: 'vault'
  scope: group
  params: {
    location: location
    tags: tags
    name: vaultName
    networkName: networkName
    subnetName: subnetNames.vault
    workspaceName: workspaceName
  }
  dependsOn: [network]
}

// The release app must read the secret of its ledger and may not reach the vault of the root secret: hence a vault of its own.
module ledgerVault 'modules/key-vault.bicep' = {
  name: 'ledger-vault'
  scope: group
  params: {
    location: location
    tags: tags
    name: ledgerVaultName
    networkName: networkName
    subnetName: subnetNames.endpoints
    workspaceName: workspaceName
  }
  dependsOn: [network]
}

module malwareScanning 'modules/malware-scanning.bicep' = {
  name: 'malware-scanning'
  scope: group
  params: {
    accountName: accounts.landing
    monthlyCapGigabytes: 500
    excludedPrefixes: ['receipts/', 'summaries/', 'undelivered/']
  }
  // An account has one system topic, and the scanner needs one too: ours is there first.
  // https://learn.microsoft.com/azure/defender-for-cloud/introduction-malware-scanning#resources-deployed-by-malware-scanning
  dependsOn: [landingTopic]
}

module linkApp 'modules/function-app.bicep' = {
  name: 'link-app'
  scope: group
  params: {
    location: location
    tags: tags
    serviceName: 'link'
    name: linkAppName
    identityName: linkIdentityName
    hostAccountName: accounts.linkHost
    packageContainerName: 'package-link'
    networkName: networkName
    insightsName: insightsName
    workspaceName: workspaceName
    openToEventGrid: !eventsThroughQueue
    instanceMemoryMB: 4096
    settings: linkSettings(addresses, days, rootSecretVersion, optOutSecretVersion)
    disabledFunctions: releaseFunctions
  }
  dependsOn: [linkHost]
}

module releaseApp 'modules/function-app.bicep' = {
  name: 'release-app'
  scope: group
  params: {
    location: location
    tags: tags
    serviceName: 'release'
    name: releaseAppName
    identityName: releaseIdentityName
    hostAccountName: accounts.releaseHost
    packageContainerName: 'package-release'
    networkName: networkName
    insightsName: insightsName
    workspaceName: workspaceName
    openToEventGrid: !eventsThroughQueue
    instanceMemoryMB: 4096
    settings: releaseSettings(addresses, days, ledgerSecretVersion)
    disabledFunctions: linkFunctions
  }
  dependsOn: [releaseHost]
}

module access 'modules/access.bicep' = {
  name: 'access'
  scope: group
  params: {
    accounts: accounts
    vaultName: vaultName
    ledgerVaultName: ledgerVaultName
    insightsName: insightsName
    workspaceName: workspaceName
    linkIdentityName: linkIdentityName
    releaseIdentityName: releaseIdentityName
    landingTopicName: landingTopicName
    workingTopicName: workingTopicName
    roleSuffix: '${environmentName}-${suffix}'
    analystsGroupId: analystsGroupId
    operatorsGroupId: operatorsGroupId
    keyCustodiansGroupId: keyCustodiansGroupId
    operators: operators
    checkers: checkers
    councils: councils
    departments: departments
  }
  dependsOn: [analytics, landingTopic, ledgerVault, linkApp, releaseApp, vault, workingTopic]
}

module landingTopic 'modules/event-topic.bicep' = {
  name: 'landing-topic'
  scope: group
  params: {
    location: location
    tags: tags
    name: landingTopicName
    accountName: accounts.landing
    workspaceName: workspaceName
  }
  dependsOn: [landing]
}

module workingTopic 'modules/event-topic.bicep' = {
  name: 'working-topic'
  scope: group
  params: {
    location: location
    tags: tags
    name: workingTopicName
    accountName: accounts.working
    workspaceName: workspaceName
  }
  dependsOn: [working]
}

module alerts 'modules/alerts.bicep' = {
  name: 'alerts'
  scope: group
  params: {
    location: location
    tags: tags
    workspaceName: workspaceName
    actionGroupName: actionGroupName
    linkIdentityName: linkIdentityName
    releaseIdentityName: releaseIdentityName
    ledgerVaultName: ledgerVaultName
    landingAccountName: accounts.landing
    malwareScannerPrincipalId: malwareScannerPrincipalId
  }
  dependsOn: [linkApp, releaseApp]
}

module page 'modules/public-page.bicep' = if (publicPage) {
  name: 'public-page'
  scope: group
  params: {
    location: location
    tags: tags
    name: take('tfppage${suffix}', 24)
    workspaceName: workspaceName
  }
  dependsOn: [monitoring]
}

@description('Resource group of the environment, for the scripts of azd.')
output AZURE_RESOURCE_GROUP string = groupName

@description('Landing account, for councils, departments and the event subscription.')
output LANDING_ACCOUNT_NAME string = accounts.landing

@description('Analytics account, for analysts.')
output ANALYTICS_ACCOUNT_NAME string = accounts.analytics

@description('System topic of the landing account.')
output LANDING_TOPIC_NAME string = landingTopicName

@description('Working account, for the event subscription.')
output WORKING_ACCOUNT_NAME string = accounts.working

@description('System topic of the working account.')
output WORKING_TOPIC_NAME string = workingTopicName

@description('Function app of the link role.')
output LINK_APP_NAME string = linkAppName

@description('Function app of the release role.')
output RELEASE_APP_NAME string = releaseAppName

@description('Vault that holds the root secret.')
output VAULT_NAME string = vaultName

@description('Vault that holds the secret of the ledger.')
output LEDGER_VAULT_NAME string = ledgerVaultName

@description('Whether upload events travel through a queue.')
output EVENTS_THROUGH_QUEUE bool = eventsThroughQueue
