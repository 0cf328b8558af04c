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

@description('Version of the secret of opt-outs.')
param optOutSecretVersion string

@description('Days that raw uploads and extracts are kept, soft-delete included.')
param rawRetentionDays int

@description('Days for which landing keeps what was deleted.')
param softDeleteDays int

// Schedules are NCRONTAB in UTC: runs in March and September, sweeps at night.
// Both roles get every address and schedule that a trigger names: the host reads the triggers of switched-off functions too.
// An address is no right; the analytics account is told to the release role only.
var common = {
  HistoryDays: '30'
  PurgeSchedule: '0 30 2 * * *'
  LinkRunSchedule: '0 0 3 1 3,9 *'
  RetentionSchedule: '0 0 2 * * *'
  Landing__blobServiceUri: landingEndpoint
  Landing__queueServiceUri: landingQueueEndpoint
  Working__blobServiceUri: workingEndpoint
  Working__queueServiceUri: workingQueueEndpoint
}

@description('Settings of the link role.')
output link object = union(common, {
  AppRole: 'link'
  TaskHubName: 'tfplink'
  KeyVaultUri: vaultUri
  KeyVersion: rootSecretVersion
  OptOutKeyVersion: optOutSecretVersion
  DepartmentsAtOnce: '2'
  PartitionsAtOnce: '4'
  MaxErrorShare: '0.2'
  MaxUploadBytes: '2147483648'
  ProgrammeFrom: '2015-01-01'
  ProgrammeTo: '2020-12-31'
  RetentionDays: string(rawRetentionDays)
  SoftDeleteDays: string(softDeleteDays)
})

@description('Settings of the release role.')
output release object = union(common, {
  AppRole: 'release'
  TaskHubName: 'tfprelease'
  Analytics__blobServiceUri: analyticsEndpoint
  // Empty: the policy that is part of the build.
  DisclosurePolicy: ''
})

@description('Functions of the link role only.')
output linkFunctions string[] = [
  'BuildPanel'
  'CompareDelivery'
  'DepartmentRun'
  'IngestUpload'
  'IngestUploadEvent'
  'LinkDepartment'
  'LinkRun'
  'PlanDepartment'
  'RecordFailedUpload'
  'RecordFailedUploadEvent'
  'RetentionSweep'
  'SnapshotCohort'
  'StartLinkRun'
]

@description('Functions of the release role only.')
output releaseFunctions string[] = [
  'EstimateEffects'
  'PublishRelease'
  'ReleaseRun'
  'RetryReleaseRun'
  'RetryReleaseRunEvent'
  'StartReleaseRun'
  'StartReleaseRunEvent'
]
