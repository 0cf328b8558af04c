// The page on which a council checks a file in its own browser: static files in an account that holds nothing else. It is public, so no
// role of the system reaches it and it reaches nothing. Switched off by default.
// That a static website answers although anonymous blobs are not allowed: https://learn.microsoft.com/azure/storage/blobs/storage-blob-static-website#impact-of-setting-the-access-level-on-the-web-container
// The website itself is switched on through the data plane (docs/operations.md); a template cannot.

@description('Azure region.')
param location string

@description('Tags of every resource.')
param tags object

@description('Account name.')
@minLength(3)
@maxLength(24)
param name string

@description('Log Analytics workspace for changes of the page.')
param workspaceName string

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
    allowedCopyScope: 'AAD'
    allowSharedKeyAccess: false
    defaultToOAuthAuthentication: true
    minimumTlsVersion: 'TLS1_2'
    supportsHttpsTrafficOnly: true
    isLocalUserEnabled: false
    isSftpEnabled: false
    publicNetworkAccess: 'Enabled'
    networkAcls: { defaultAction: 'Allow', bypass: 'None' }
    encryption: {
      keySource: 'Microsoft.Storage'
      requireInfrastructureEncryption: true
      services: {
        blob: { enabled: true, keyType: 'Account' }
      }
    }
  }
}

resource blobs 'Microsoft.Storage/storageAccounts/blobServices@2023-05-01' = {
  parent: account
  name: 'default'
  properties: {
    deleteRetentionPolicy: { enabled: true, days: 7, allowPermanentDelete: false }
    containerDeleteRetentionPolicy: { enabled: true, days: 7 }
  }
}

resource page 'Microsoft.Storage/storageAccounts/blobServices/containers@2023-05-01' = {
  parent: blobs
  name: '$web'
  properties: { publicAccess: 'None' }
}

// Who changed the page is logged, who read it is not: readers are councils' staff.
resource changeLog 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  scope: blobs
  name: 'changes'
  properties: {
    workspaceId: resourceId('Microsoft.OperationalInsights/workspaces', workspaceName)
    logs: [
      { category: 'StorageWrite', enabled: true }
      { category: 'StorageDelete', enabled: true }
    ]
  }
}
