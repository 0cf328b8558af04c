// The settings of each role, and which functions belong to which. local.settings.sample.json lists the same names; a test compares.

@description('Blob endpoint of landing.')
param landingEndpoint string

@description('Queue endpoint of landing.')
param landingQueueEndpoint string

@description('Blob endpoint of working.')
param workingEndpoint string

@description('Queue endpoint of working.')
param workingQueueEndpoint string

@description('Blob endpoint of analytics.')
param analyticsEndpoint string

@description('Vault address.')
param vaultUri string

@description('Version of the root secret.')
param rootSecretVersion string

@description('Days that raw uploads and extracts are kept, soft-delete included.')
param rawRetentionDays int

var common = {
  FUNCTIONS_WORKER_RUNTIME_PLACEHOLDER: ''
}

@description('Settings of the link role.')
output link object = union(common, {
  AppRole: 'link'
  Landing__blobServiceUri: landingEndpoint
  Landing__queueServiceUri: landingQueueEndpoint
  Working__blobServiceUri: workingEndpoint
  KeyVaultUri: vaultUri
  KeyVersion: rootSecretVersion
  RetentionDays: string(rawRetentionDays)
})

@description('Settings of the release role.')
output release object = union(common, {
  AppRole: 'release'
  Landing__blobServiceUri: landingEndpoint
  Working__blobServiceUri: workingEndpoint
  Working__queueServiceUri: workingQueueEndpoint
  Analytics__blobServiceUri: analyticsEndpoint
})

@description('Functions of the link role.')
output linkFunctions string[] = []

@description('Functions of the release role.')
output releaseFunctions string[] = []
