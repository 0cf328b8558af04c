// A vault of secrets that one app reads. The secrets themselves are set by a custodian (docs/operations.md), never by a deployment.

@description('Azure region.')
param location string

@description('Tags of every resource.')
param tags object

@description('Vault name, 3 to 24 characters.')
@minLength(3)
@maxLength(24)
param name string

@description('Virtual network of the private endpoint.')
param networkName string

@description('Subnet of the private endpoint.')
param subnetName string

@description('Log Analytics workspace for audit events.')
param workspaceName string

// Purge protection cannot be switched off again: https://learn.microsoft.com/azure/key-vault/general/soft-delete-overview
resource vault 'Microsoft.KeyVault/vaults@2023-07-01' = {
  name: name
  location: location
  tags: tags
  properties: {
    tenantId: tenant().tenantId
    sku: { family: 'A', name: 'premium' }
    enableRbacAuthorization: true
    enablePurgeProtection: true
    enableSoftDelete: true
    softDeleteRetentionInDays: 90
    enabledForDeployment: false
    enabledForDiskEncryption: false
    enabledForTemplateDeployment: false
    publicNetworkAccess: 'Disabled'
    networkAcls: { defaultAction: 'Deny', bypass: 'None' }
  }
}

module endpoint 'private-endpoint.bicep' = {
  name: 'endpoint-${name}-vault'
  params: {
    location: location
    tags: tags
    name: '${name}-vault'
    targetId: vault.id
    groupId: 'vault'
    networkName: networkName
    subnetName: subnetName
  }
}

// A table of its own has fixed columns, which an alert can rely on:
// https://learn.microsoft.com/azure/azure-monitor/reference/tables/azkvauditlogs
resource auditLog 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  scope: vault
  name: 'audit'
  properties: {
    workspaceId: resourceId('Microsoft.OperationalInsights/workspaces', workspaceName)
    logAnalyticsDestinationType: 'Dedicated'
    logs: [{ category: 'AuditEvent', enabled: true }]
    metrics: [{ category: 'AllMetrics', enabled: true }]
  }
}

resource deletionLock 'Microsoft.Authorization/locks@2020-05-01' = {
  scope: vault
  name: 'no-deletion'
  properties: { level: 'CanNotDelete', notes: 'docs/operations.md says who takes it away, and when.' }
}
