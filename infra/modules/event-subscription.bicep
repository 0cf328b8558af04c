// Blob-created events of one container, to one function.

@description('System topic.')
param topicName string

@description('Storage account of the topic.')
param accountName string

@description('Container.')
param containerName string

@description('Ending of the blob name, or empty for all.')
param subjectEndsWith string

@description('Function app.')
param appName string

@description('Function with the blob trigger.')
param functionName string

@description('Queue of the same account, for delivery without a public endpoint.')
param queueName string

@description('True: to the queue; false: to the function\'s webhook.')
param deliverThroughQueue bool

resource account 'Microsoft.Storage/storageAccounts@2023-05-01' existing = {
  name: accountName
}

resource app 'Microsoft.Web/sites@2024-04-01' existing = {
  name: appName
}

resource topic 'Microsoft.EventGrid/systemTopics@2022-06-15' existing = {
  name: topicName
}

var filter = {
  subjectBeginsWith: '/blobServices/default/containers/${containerName}/'
  subjectEndsWith: subjectEndsWith
  includedEventTypes: ['Microsoft.Storage.BlobCreated']
  isSubjectCaseSensitive: true
}
// An event that was given up stays as a blob: https://learn.microsoft.com/azure/event-grid/manage-event-delivery#set-dead-letter-location
// It holds the name of the blob that it is about, so it stays in that blob's account.
var undelivered = {
  identity: { type: 'SystemAssigned' }
  deadLetterDestination: {
    endpointType: 'StorageBlob'
    properties: { resourceId: account.id, blobContainerName: 'undelivered' }
  }
}
// https://learn.microsoft.com/azure/event-grid/delivery-and-retry#retry-policy
var retry = { maxDeliveryAttempts: 30, eventTimeToLiveInMinutes: 1440 }

// Address and key of the blob extension: https://learn.microsoft.com/azure/azure-functions/functions-event-grid-blob-trigger#build-the-endpoint-url
// The key is read at deployment and stays in Event Grid: it is in no setting and no output.
resource byWebhook 'Microsoft.EventGrid/systemTopics/eventSubscriptions@2022-06-15' = if (!deliverThroughQueue) {
  parent: topic
  name: '${containerName}-webhook'
  properties: {
    destination: {
      endpointType: 'WebHook'
      properties: {
        endpointUrl: 'https://${app.properties.defaultHostName}/runtime/webhooks/blobs?functionName=Host.Functions.${functionName}&code=${listKeys('${app.id}/host/default', '2024-04-01').systemKeys.blobs_extension}'
        maxEventsPerBatch: 1
      }
    }
    eventDeliverySchema: 'EventGridSchema'
    filter: filter
    retryPolicy: retry
    deadLetterWithResourceIdentity: undelivered
  }
}

// Delivery to a queue behind a firewall, as the topic's own identity:
// https://learn.microsoft.com/azure/event-grid/consume-private-endpoints#deliver-events-to-storage-using-managed-identity
resource byQueue 'Microsoft.EventGrid/systemTopics/eventSubscriptions@2022-06-15' = if (deliverThroughQueue) {
  parent: topic
  name: '${containerName}-queue'
  properties: {
    deliveryWithResourceIdentity: {
      identity: { type: 'SystemAssigned' }
      destination: {
        endpointType: 'StorageQueue'
        properties: { resourceId: account.id, queueName: queueName, queueMessageTimeToLiveInSeconds: 604800 }
      }
    }
    eventDeliverySchema: 'EventGridSchema'
    filter: filter
    retryPolicy: retry
    deadLetterWithResourceIdentity: undelivered
  }
}
