// The whole system in one resource group: four storage accounts, a vault, two function apps, and who may do what.
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

@description('Days that receipts and audit lines cannot be changed or deleted.')
@minValue(1)
@maxValue(3650)
param immutableDays int

@description('True: upload events travel through a storage queue and the link app has no public endpoint. False: a webhook open to the Event Grid service tag only.')
param eventsThroughQueue bool

@description('Version of the root secret in the vault that the next run uses.')
param rootSecretVersion string

@description('Version of the secret of opt-outs in the vault. It stays when the root secret rotates.')
param optOutSecretVersion string

@description('Monthly budget for the resource group, in the currency of the subscription.')
@minValue(1)
param monthlyBudget int

@description('First day of the month from which the budget counts, yyyy-MM-01.')
param budgetStart string

import { councilAccess, departmentAccess } from 'types.bicep'

var tags = {
  'azd-env-name': environmentName
  system: 'tfpipeline'
}
// Soft-deleted days are days kept, so they come off the days until deletion.
var landingSoftDeleteDays = 7
var suffix = uniqueString(subscription().id, environmentName, location)

resource group 'Microsoft.Resources/resourceGroups@2024-03-01' = {
  name: 'rg-tfp-${environmentName}'
  location: location
  tags: tags
}

module monitoring 'modules/monitoring.bicep' = {
  scope: group
  params: {
    location: location
    tags: tags
    name: 'tfp-${environmentName}-${suffix}'
    alertEmail: alertEmail
    monthlyBudget: monthlyBudget
    budgetStart: budgetStart
  }
}

module network 'modules/network.bicep' = {
  scope: group
  params: {
    location: location
    tags: tags
    name: 'vnet-tfp-${environmentName}'
    workspaceId: monitoring.outputs.workspaceId
  }
}

module landing 'modules/storage-account.bicep' = {
  scope: group
  params: {
    location: location
    tags: tags
    name: take('tfpland${suffix}', 24)
    containerNames: ['uploads', 'extracts', 'receipts', 'summaries']
    queueNames: ['webjobs-blobtrigger-poison', 'upload-events', 'upload-events-poison']
    immutableContainerNames: ['receipts']
    immutableDays: immutableDays
    softDeleteDays: landingSoftDeleteDays
    deleteAfter: [
      { prefix: 'uploads/', days: rawRetentionDays - landingSoftDeleteDays }
      { prefix: 'extracts/', days: rawRetentionDays - landingSoftDeleteDays }
    ]
    privateServices: ['blob', 'queue']
    subnetId: network.outputs.endpointSubnetId
    dnsZoneIds: network.outputs.dnsZoneIds
    workspaceId: monitoring.outputs.workspaceId
    openToTrustedServices: true
    openToMalwareScanner: true
  }
}

module working 'modules/storage-account.bicep' = {
  scope: group
  params: {
    location: location
    tags: tags
    name: take('tfpwork${suffix}', 24)
    containerNames: ['cohort', 'links', 'panel', 'estimates', 'audit', 'runs']
    queueNames: ['webjobs-blobtrigger-poison', 'marker-events', 'marker-events-poison']
    immutableContainerNames: ['audit']
    immutableDays: immutableDays
    softDeleteDays: 7
    deleteAfter: []
    privateServices: ['blob', 'queue']
    subnetId: network.outputs.endpointSubnetId
    dnsZoneIds: network.outputs.dnsZoneIds
    workspaceId: monitoring.outputs.workspaceId
    openToTrustedServices: true
    openToMalwareScanner: false
  }
}

module analytics 'modules/storage-account.bicep' = {
  scope: group
  params: {
    location: location
    tags: tags
    name: take('tfpanal${suffix}', 24)
    containerNames: ['analytics']
    queueNames: []
    immutableContainerNames: []
    immutableDays: immutableDays
    softDeleteDays: 30
    deleteAfter: []
    privateServices: ['blob']
    subnetId: network.outputs.endpointSubnetId
    dnsZoneIds: network.outputs.dnsZoneIds
    workspaceId: monitoring.outputs.workspaceId
    openToTrustedServices: false
    openToMalwareScanner: false
  }
}

module host 'modules/storage-account.bicep' = {
  scope: group
  params: {
    location: location
    tags: tags
    name: take('tfphost${suffix}', 24)
    containerNames: ['package-link', 'package-release']
    queueNames: []
    immutableContainerNames: []
    immutableDays: immutableDays
    softDeleteDays: 7
    deleteAfter: []
    privateServices: ['blob', 'queue', 'table']
    subnetId: network.outputs.endpointSubnetId
    dnsZoneIds: network.outputs.dnsZoneIds
    workspaceId: monitoring.outputs.workspaceId
    openToTrustedServices: false
    openToMalwareScanner: false
  }
}

module vault 'modules/key-vault.bicep' = {
  scope: group
  params: {
    location: location
    tags: tags
    name: take('kv-tfp-${suffix}', 24)
    subnetId: network.outputs.endpointSubnetId
    dnsZoneIds: network.outputs.dnsZoneIds
    workspaceId: monitoring.outputs.workspaceId
  }
}

module malwareScanning 'modules/malware-scanning.bicep' = {
  scope: group
  params: {
    accountName: landing.outputs.name
    monthlyCapGigabytes: 500
  }
  // An account has one system topic, and the scanner needs one too: ours is there first.
  // https://learn.microsoft.com/azure/defender-for-cloud/introduction-malware-scanning#resources-deployed-by-malware-scanning
  dependsOn: [landingTopic]
}

module linkApp 'modules/function-app.bicep' = {
  scope: group
  params: {
    location: location
    tags: tags
    serviceName: 'link'
    name: 'func-tfp-link-${suffix}'
    hostAccountName: host.outputs.name
    packageContainerName: 'package-link'
    subnetId: network.outputs.linkSubnetId
    endpointSubnetId: network.outputs.endpointSubnetId
    dnsZoneIds: network.outputs.dnsZoneIds
    insightsName: monitoring.outputs.insightsName
    workspaceId: monitoring.outputs.workspaceId
    openToEventGrid: !eventsThroughQueue
    instanceMemoryMB: 4096
    settings: appSettings.outputs.link
    disabledFunctions: appSettings.outputs.releaseFunctions
  }
}

module releaseApp 'modules/function-app.bicep' = {
  scope: group
  params: {
    location: location
    tags: tags
    serviceName: 'release'
    name: 'func-tfp-release-${suffix}'
    hostAccountName: host.outputs.name
    packageContainerName: 'package-release'
    subnetId: network.outputs.releaseSubnetId
    endpointSubnetId: network.outputs.endpointSubnetId
    dnsZoneIds: network.outputs.dnsZoneIds
    insightsName: monitoring.outputs.insightsName
    workspaceId: monitoring.outputs.workspaceId
    openToEventGrid: !eventsThroughQueue
    instanceMemoryMB: 4096
    settings: appSettings.outputs.release
    disabledFunctions: appSettings.outputs.linkFunctions
  }
}

module appSettings 'modules/app-settings.bicep' = {
  scope: group
  params: {
    landingEndpoint: landing.outputs.blobEndpoint
    landingQueueEndpoint: landing.outputs.queueEndpoint
    workingEndpoint: working.outputs.blobEndpoint
    workingQueueEndpoint: working.outputs.queueEndpoint
    analyticsEndpoint: analytics.outputs.blobEndpoint
    vaultUri: vault.outputs.uri
    rootSecretVersion: rootSecretVersion
    optOutSecretVersion: optOutSecretVersion
    rawRetentionDays: rawRetentionDays
    softDeleteDays: landingSoftDeleteDays
  }
}

module access 'modules/access.bicep' = {
  scope: group
  params: {
    landingAccountName: landing.outputs.name
    workingAccountName: working.outputs.name
    analyticsAccountName: analytics.outputs.name
    hostAccountName: host.outputs.name
    vaultName: vault.outputs.name
    insightsName: monitoring.outputs.insightsName
    workspaceName: monitoring.outputs.workspaceName
    linkPrincipalId: linkApp.outputs.principalId
    releasePrincipalId: releaseApp.outputs.principalId
    landingTopicPrincipalId: landingTopic.outputs.principalId
    workingTopicPrincipalId: workingTopic.outputs.principalId
    analystsGroupId: analystsGroupId
    operatorsGroupId: operatorsGroupId
    keyCustodiansGroupId: keyCustodiansGroupId
    councils: councils
    departments: departments
  }
}

module landingTopic 'modules/event-topic.bicep' = {
  scope: group
  params: {
    location: location
    tags: tags
    accountName: landing.outputs.name
    workspaceId: monitoring.outputs.workspaceId
  }
}

module workingTopic 'modules/event-topic.bicep' = {
  scope: group
  params: {
    location: location
    tags: tags
    accountName: working.outputs.name
    workspaceId: monitoring.outputs.workspaceId
  }
}

module alerts 'modules/alerts.bicep' = {
  scope: group
  params: {
    location: location
    tags: tags
    workspaceId: monitoring.outputs.workspaceId
    actionGroupId: monitoring.outputs.actionGroupId
    linkPrincipalId: linkApp.outputs.principalId
  }
}

@description('Resource group of the environment, for the scripts of azd.')
output AZURE_RESOURCE_GROUP string = group.name

@description('Landing account, for councils, departments and the event subscription.')
output LANDING_ACCOUNT_NAME string = landing.outputs.name

@description('Analytics account, for analysts.')
output ANALYTICS_ACCOUNT_NAME string = analytics.outputs.name

@description('System topic of the landing account.')
output LANDING_TOPIC_NAME string = landingTopic.outputs.name

@description('Working account, for the event subscription.')
output WORKING_ACCOUNT_NAME string = working.outputs.name

@description('System topic of the working account.')
output WORKING_TOPIC_NAME string = workingTopic.outputs.name

@description('Function app of the link role.')
output LINK_APP_NAME string = linkApp.outputs.name

@description('Function app of the release role.')
output RELEASE_APP_NAME string = releaseApp.outputs.name

@description('Vault that holds the root secret.')
output VAULT_NAME string = vault.outputs.name

@description('Whether upload events travel through a queue.')
output EVENTS_THROUGH_QUEUE bool = eventsThroughQueue
