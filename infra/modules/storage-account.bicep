// A storage account that only identities on the private network reach.

@description('Azure region.')
param location string

@description('Tags of every resource.')
param tags object

@description('Account name, 3 to 24 lower-case letters and digits.')
@minLength(3)
@maxLength(24)
param name string

@description('Blob containers.')
param containerNames string[]

@description('Storage queues.')
param queueNames string[]

@description('Those containers whose blobs can neither be changed nor deleted for a time.')
param immutableContainerNames string[]

@description('How long that time is, in days from a blob\'s creation.')
param immutableDays int

@description('Days that a deleted blob can be brought back.')
@minValue(1)
@maxValue(365)
param softDeleteDays int

@description('Lifecycle deletions: prefix (container/…) and days since the last change. Never name an immutable container: lifecycle rules cannot delete there.')
param deleteAfter { prefix: string, days: int }[]

@description('Services with a private endpoint: blob, dfs, queue, table.')
param privateServices string[]

@description('Subnet of private endpoints.')
param subnetId string

@description('Private DNS zone id by service.')
param dnsZoneIds object

@description('Log Analytics workspace for access logs.')
param workspaceId string

@description('Lets Azure services of the tenant that storage trusts (Event Grid delivery, malware scanning) reach it.')
param openToTrustedServices bool

// Infrastructure encryption can be set at creation only:
// https://learn.microsoft.com/azure/storage/common/infrastructure-encryption-enable
resource account 'Microsoft.Storage/storageAccounts@2023-05-01' = {
  name: name
  location: location
  tags: tags
  kind: 'StorageV2'
  sku: { name: 'Standard_ZRS' }
  properties: {
    accessTier: 'Hot'
    allowBlobPublicAccess: false
    allowCrossTenantReplication: false
    // https://learn.microsoft.com/azure/storage/common/shared-key-authorization-prevent
    allowSharedKeyAccess: false
    defaultToOAuthAuthentication: true
    minimumTlsVersion: 'TLS1_2'
    supportsHttpsTrafficOnly: true
    publicNetworkAccess: 'Disabled'
    networkAcls: {
      defaultAction: 'Deny'
      bypass: openToTrustedServices ? 'AzureServices' : 'None'
    }
    encryption: {
      keySource: 'Microsoft.Storage'
      requireInfrastructureEncryption: true
      services: {
        blob: { enabled: true, keyType: 'Account' }
        queue: { enabled: true, keyType: 'Account' }
        table: { enabled: true, keyType: 'Account' }
      }
    }
  }
}

// Versioning stays off: a version would outlive the deletion of raw identifiers.
// https://learn.microsoft.com/azure/storage/blobs/soft-delete-blob-overview
resource blobs 'Microsoft.Storage/storageAccounts/blobServices@2023-05-01' = {
  parent: account
  name: 'default'
  properties: {
    isVersioningEnabled: false
    changeFeed: { enabled: false }
    deleteRetentionPolicy: { enabled: true, days: softDeleteDays, allowPermanentDelete: false }
    containerDeleteRetentionPolicy: { enabled: true, days: softDeleteDays }
  }
}

resource queues 'Microsoft.Storage/storageAccounts/queueServices@2023-05-01' = {
  parent: account
  name: 'default'
}

resource tables 'Microsoft.Storage/storageAccounts/tableServices@2023-05-01' = {
  parent: account
  name: 'default'
}

resource containers 'Microsoft.Storage/storageAccounts/blobServices/containers@2023-05-01' = [for container in containerNames: {
  parent: blobs
  name: container
  properties: { publicAccess: 'None' }
}]

resource queueNamed 'Microsoft.Storage/storageAccounts/queueServices/queues@2023-05-01' = [for queue in queueNames: {
  parent: queues
  name: queue
}]

// The policy starts unlocked; docs/operations.md says when and how to lock it.
// https://learn.microsoft.com/azure/storage/blobs/immutable-time-based-retention-policy-overview
resource immutability 'Microsoft.Storage/storageAccounts/blobServices/containers/immutabilityPolicies@2023-05-01' = [for container in immutableContainerNames: {
  name: '${account.name}/default/${container}/default'
  properties: {
    immutabilityPeriodSinceCreationInDays: immutableDays
    allowProtectedAppendWrites: false
  }
  dependsOn: [containers]
}]

// https://learn.microsoft.com/azure/storage/blobs/lifecycle-management-overview
resource lifecycle 'Microsoft.Storage/storageAccounts/managementPolicies@2023-05-01' = if (!empty(deleteAfter)) {
  parent: account
  name: 'default'
  properties: {
    policy: {
      rules: [for (rule, i) in deleteAfter: {
        name: 'delete-raw-${i}'
        enabled: true
        type: 'Lifecycle'
        definition: {
          filters: { blobTypes: ['blockBlob', 'appendBlob'], prefixMatch: [rule.prefix] }
          actions: { baseBlob: { delete: { daysAfterModificationGreaterThan: rule.days } } }
        }
      }]
    }
  }
  dependsOn: [blobs]
}

module endpoints 'private-endpoint.bicep' = [for service in privateServices: {
  params: {
    location: location
    tags: tags
    name: '${name}-${service}'
    targetId: account.id
    groupId: service
    subnetId: subnetId
    dnsZoneId: dnsZoneIds[service]
  }
}]

resource accessLog 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  scope: blobs
  name: 'access-log'
  properties: {
    workspaceId: workspaceId
    logs: [
      { category: 'StorageRead', enabled: true }
      { category: 'StorageWrite', enabled: true }
      { category: 'StorageDelete', enabled: true }
    ]
    metrics: [{ category: 'Transaction', enabled: true }]
  }
}

resource queueLog 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  scope: queues
  name: 'access-log'
  properties: {
    workspaceId: workspaceId
    logs: [
      { category: 'StorageRead', enabled: true }
      { category: 'StorageWrite', enabled: true }
      { category: 'StorageDelete', enabled: true }
    ]
    metrics: [{ category: 'Transaction', enabled: true }]
  }
}

resource tableLog 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  scope: tables
  name: 'access-log'
  properties: {
    workspaceId: workspaceId
    logs: [
      { category: 'StorageRead', enabled: true }
      { category: 'StorageWrite', enabled: true }
      { category: 'StorageDelete', enabled: true }
    ]
    metrics: [{ category: 'Transaction', enabled: true }]
  }
}

@description('Account name.')
output name string = account.name

@description('Blob endpoint.')
output blobEndpoint string = account.properties.primaryEndpoints.blob

@description('Queue endpoint.')
output queueEndpoint string = account.properties.primaryEndpoints.queue
