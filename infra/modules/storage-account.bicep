// A storage account that only identities on the private network reach.

import { deletionRule, subnetNames } from '../types.bicep'

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

@description('True once the immutability policies are locked: a locked policy can no longer be put, so it is left out of a provisioning.')
param immutabilityLocked bool

@description('Days that a deleted blob can be brought back.')
@minValue(1)
@maxValue(365)
param softDeleteDays int

@description('Lifecycle deletions: prefix (container/…) and days since the last change. Never name an immutable container: lifecycle rules cannot delete there.')
param deleteAfter deletionRule[]

@description('Services with a private endpoint: blob, queue, table.')
param privateServices ('blob' | 'queue' | 'table')[]

@description('Virtual network of the private endpoints.')
param networkName string

@description('Log Analytics workspace for access logs.')
param workspaceName string

@description('Lets Event Grid deliver to the queues. Trusted services reach the account although public network access is disabled.')
param openToTrustedServices bool

@description('True where uploads are scanned: the scanner of the subscription is let in by name, so that a second deployment does not shut it out.')
param openToMalwareScanner bool

@description('True: nobody deletes the account without first taking its lock away, which leaves a line in the activity log.')
param lockedAgainstDeletion bool

// Which services are trusted: https://learn.microsoft.com/azure/storage/common/storage-network-security-trusted-azure-services
// That exceptions outrank a disabled public endpoint:
// https://learn.microsoft.com/azure/storage/common/storage-network-security-overview#restrictions-and-considerations
// The scanner that Defender adds to the rules: https://learn.microsoft.com/azure/defender-for-cloud/introduction-malware-scanning#resources-deployed-by-malware-scanning
var scannerRules = [
  {
    tenantId: tenant().tenantId
    resourceId: subscriptionResourceId('Microsoft.Security/datascanners', 'StorageDataScanner')
  }
]

// Infrastructure encryption can be set at creation only:
// https://learn.microsoft.com/azure/storage/common/infrastructure-encryption-enable
// Zone-redundant storage asks for a region with zones: https://learn.microsoft.com/azure/storage/common/storage-redundancy#zone-redundant-storage
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
    // Blobs are copied between accounts on this network only: https://learn.microsoft.com/azure/storage/common/security-restrict-copy-operations
    allowedCopyScope: 'PrivateLink'
    // https://learn.microsoft.com/azure/storage/common/shared-key-authorization-prevent
    allowSharedKeyAccess: false
    defaultToOAuthAuthentication: true
    minimumTlsVersion: 'TLS1_2'
    supportsHttpsTrafficOnly: true
    isLocalUserEnabled: false
    isSftpEnabled: false
    publicNetworkAccess: 'Disabled'
    networkAcls: {
      defaultAction: 'Deny'
      bypass: openToTrustedServices ? 'AzureServices' : 'None'
      resourceAccessRules: openToMalwareScanner ? scannerRules : []
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

// Versioning stays off: with it a deleted blob lives on as a previous version, which the soft-delete days do not end.
// https://learn.microsoft.com/azure/storage/blobs/soft-delete-blob-overview#blob-soft-delete-and-versioning
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

// The policy starts unlocked, and an unlocked one does not protect against deletion; docs/operations.md says when to lock it.
// A new blob may be put, none may be replaced: https://learn.microsoft.com/azure/storage/blobs/immutable-container-level-worm-policies#scenarios
resource immutability 'Microsoft.Storage/storageAccounts/blobServices/containers/immutabilityPolicies@2023-05-01' = [for container in immutableContainerNames: if (!immutabilityLocked) {
  name: '${account.name}/default/${container}/default'
  properties: {
    immutabilityPeriodSinceCreationInDays: immutableDays
    allowProtectedAppendWrites: false
  }
  dependsOn: [containers]
}]

// Deleting leaves a blob soft-deleted for its days: https://learn.microsoft.com/azure/storage/blobs/lifecycle-management-policy-delete
// Snapshots go too: whoever may create a blob may take one, and it would keep its blob from being deleted.
// https://learn.microsoft.com/azure/storage/blobs/soft-delete-blob-overview#how-deletions-are-handled-when-soft-delete-is-enabled
resource lifecycle 'Microsoft.Storage/storageAccounts/managementPolicies@2023-05-01' = if (!empty(deleteAfter)) {
  parent: account
  name: 'default'
  properties: {
    policy: {
      rules: [for rule in deleteAfter: {
        name: 'delete-${replace(rule.prefix, '/', '-')}'
        enabled: true
        type: 'Lifecycle'
        definition: {
          filters: { blobTypes: ['blockBlob', 'appendBlob'], prefixMatch: [rule.prefix] }
          actions: {
            baseBlob: { delete: { daysAfterModificationGreaterThan: rule.days } }
            snapshot: { delete: { daysAfterCreationGreaterThan: rule.days } }
          }
        }
      }]
    }
  }
  dependsOn: [blobs]
}

module endpoints 'private-endpoint.bicep' = [for service in privateServices: {
  name: 'endpoint-${name}-${service}'
  params: {
    location: location
    tags: tags
    name: '${name}-${service}'
    targetId: account.id
    groupId: service
    networkName: networkName
    subnetName: subnetNames.endpoints
  }
}]

// A lock on the account leaves blobs, lifecycle rules and the sweep alone: https://learn.microsoft.com/azure/azure-resource-manager/management/lock-resources#considerations-before-applying-your-locks
resource deletionLock 'Microsoft.Authorization/locks@2020-05-01' = if (lockedAgainstDeletion) {
  scope: account
  name: 'no-deletion'
  properties: { level: 'CanNotDelete', notes: 'docs/operations.md says who takes it away, and when.' }
}

// Categories: https://learn.microsoft.com/azure/azure-monitor/reference/supported-logs/microsoft-storage-storageaccounts-blobservices-logs
// The log of blob requests holds addresses; log-redaction.bicep cuts the blob's name off before it is stored.
resource accessLog 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  scope: blobs
  name: 'access-log'
  properties: {
    workspaceId: resourceId('Microsoft.OperationalInsights/workspaces', workspaceName)
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
    workspaceId: resourceId('Microsoft.OperationalInsights/workspaces', workspaceName)
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
    workspaceId: resourceId('Microsoft.OperationalInsights/workspaces', workspaceName)
    logs: [
      { category: 'StorageRead', enabled: true }
      { category: 'StorageWrite', enabled: true }
      { category: 'StorageDelete', enabled: true }
    ]
    metrics: [{ category: 'Transaction', enabled: true }]
  }
}
