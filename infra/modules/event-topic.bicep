// The system topic of a storage account, with an identity that may put messages on the account's own queues.

@description('Azure region.')
param location string

@description('Tags of every resource.')
param tags object

@description('Storage account whose blob events are published.')
param accountName string

@description('Log Analytics workspace for delivery failures.')
param workspaceId string

@description('Grants the topic the right to send to the account\'s queues.')
param deliverThroughQueue bool

// Storage Queue Data Message Sender
var messageSender = 'c6a89b2d-59bc-44d0-9896-0f6e12d7b80a'

resource account 'Microsoft.Storage/storageAccounts@2023-05-01' existing = {
  name: accountName
}

resource queues 'Microsoft.Storage/storageAccounts/queueServices@2023-05-01' existing = {
  parent: account
  name: 'default'
}

// Delivery with the topic's own identity: https://learn.microsoft.com/azure/event-grid/managed-service-identity
resource topic 'Microsoft.EventGrid/systemTopics@2022-06-15' = {
  name: 'evgt-${accountName}'
  location: location
  tags: tags
  identity: { type: 'SystemAssigned' }
  properties: {
    source: account.id
    topicType: 'Microsoft.Storage.StorageAccounts'
  }
}

resource sendToQueues 'Microsoft.Authorization/roleAssignments@2022-04-01' = if (deliverThroughQueue) {
  scope: queues
  name: guid(queues.id, topic.id, messageSender)
  properties: {
    principalId: topic.identity.principalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', messageSender)
  }
}

resource log 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  scope: topic
  name: 'deliveries'
  properties: {
    workspaceId: workspaceId
    logs: [{ category: 'DeliveryFailures', enabled: true }]
    metrics: [{ category: 'AllMetrics', enabled: true }]
  }
}

@description('Topic name.')
output name string = topic.name

@description('Object id of the topic\'s identity.')
output principalId string = topic.identity.principalId
