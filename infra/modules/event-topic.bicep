// The system topic of a storage account, with an identity for delivery to the account's own queues (access.bicep).

@description('Azure region.')
param location string

@description('Tags of every resource.')
param tags object

@description('Name of the topic.')
param name string

@description('Storage account whose blob events are published.')
param accountName string

@description('Log Analytics workspace for delivery failures.')
param workspaceName string

resource account 'Microsoft.Storage/storageAccounts@2023-05-01' existing = {
  name: accountName
}

// Delivery with the topic's own identity: https://learn.microsoft.com/azure/event-grid/managed-service-identity
resource topic 'Microsoft.EventGrid/systemTopics@2022-06-15' = {
  name: name
  location: location
  tags: tags
  identity: { type: 'SystemAssigned' }
  properties: {
    source: account.id
    topicType: 'Microsoft.Storage.StorageAccounts'
  }
}

// https://learn.microsoft.com/azure/azure-monitor/reference/supported-logs/microsoft-eventgrid-systemtopics-logs
resource log 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  scope: topic
  name: 'deliveries'
  properties: {
    workspaceId: resourceId('Microsoft.OperationalInsights/workspaces', workspaceName)
    logs: [{ category: 'DeliveryFailures', enabled: true }]
    metrics: [{ category: 'AllMetrics', enabled: true }]
  }
}
