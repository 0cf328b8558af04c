// Second deployment, after the code: an event subscription is only accepted by a function that answers.
// https://learn.microsoft.com/azure/azure-functions/functions-event-grid-blob-trigger
targetScope = 'resourceGroup'

@description('Landing account.')
param landingAccountName string

@description('Working account.')
param workingAccountName string

@description('System topic of the landing account.')
param landingTopicName string

@description('System topic of the working account.')
param workingTopicName string

@description('Function app of the link role.')
param linkAppName string

@description('Function app of the release role.')
param releaseAppName string

@description('True: through storage queues; false: through webhooks.')
param deliverThroughQueue bool

module uploads 'modules/event-subscription.bicep' = {
  name: 'events-of-uploads'
  params: {
    topicName: landingTopicName
    accountName: landingAccountName
    containerName: 'uploads'
    subjectEndsWith: ''
    appName: linkAppName
    functionName: 'IngestUpload'
    queueName: 'upload-events'
    deliverThroughQueue: deliverThroughQueue
  }
}

// Decisions share the queue of markers: the release app tells the two by the container.
module decisions 'modules/event-subscription.bicep' = {
  name: 'events-of-decisions'
  params: {
    topicName: workingTopicName
    accountName: workingAccountName
    containerName: 'approvals'
    subjectEndsWith: '.json'
    appName: releaseAppName
    functionName: 'StartDecision'
    queueName: 'marker-events'
    deliverThroughQueue: deliverThroughQueue
  }
}

module markers 'modules/event-subscription.bicep' = {
  name: 'events-of-markers'
  params: {
    topicName: workingTopicName
    accountName: workingAccountName
    containerName: 'runs'
    subjectEndsWith: '/panel-ready.json'
    appName: releaseAppName
    functionName: 'StartReleaseRun'
    queueName: 'marker-events'
    deliverThroughQueue: deliverThroughQueue
  }
}
