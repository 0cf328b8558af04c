// The vault of the root secret. The secret itself is set by a custodian (docs/operations.md), never by a deployment.

@description('Azure region.')
param location string

@description('Tags of every resource.')
param tags object

@description('Vault name, 3 to 24 characters.')
@minLength(3)
@maxLength(24)
param name string

@description('Subnet of private endpoints.')
param subnetId string

@description('Private DNS zone id by service.')
param dnsZoneIds object

@description('Log Analytics workspace for audit events.')
param workspaceId string

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
  params: {
    location: location
    tags: tags
    name: '${name}-vault'
    targetId: vault.id
    groupId: 'vault'
    subnetId: subnetId
    dnsZoneId: dnsZoneIds.vault
  }
}

// A table of its own has fixed columns, which an alert can rely on:
// https://learn.microsoft.com/azure/azure-monitor/reference/tables/azkvauditlogs
resource auditLog 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  scope: vault
  name: 'audit'
  properties: {
    workspaceId: workspaceId
    logAnalyticsDestinationType: 'Dedicated'
    logs: [{ category: 'AuditEvent', enabled: true }]
    metrics: [{ category: 'AllMetrics', enabled: true }]
  }
}

@description('Vault name.')
output name string = vault.name

@description('Vault address.')
output uri string = vault.properties.vaultUri
