// The settings of each role, and which functions belong to which. local.settings.sample.json lists the same names; a test compares.
// Functions and not a module: what-if shows settings that are known before anything is deployed.

@export()
@description('Addresses that the settings name.')
type serviceAddresses = {
  @description('Blob endpoint of landing.')
  landing: string

  @description('Queue endpoint of landing.')
  landingQueues: string

  @description('Blob endpoint of working.')
  working: string

  @description('Queue endpoint of working.')
  workingQueues: string

  @description('Blob endpoint of analytics.')
  analytics: string

  @description('Address of the vault of the root secret.')
  vault: string

  @description('Address of the vault of the ledger.')
  ledgerVault: string
}

@export()
@description('Days that things are kept, soft-delete included, and those of soft-delete.')
type retentionDays = {
  @description('Uploads and extracts.')
  raw: int

  @description('Links and snapshots of the cohort.')
  links: int

  @description('Panels, estimates and proposals.')
  results: int

  @description('Soft-delete of landing and working.')
  softDelete: int
}

// Schedules are NCRONTAB in UTC: runs in March and September, sweeps at night.
// Both roles get every address and schedule that a trigger names: the host reads the triggers of switched-off functions too.
// An address is no right; the analytics account is told to the release role only.
func common(addresses serviceAddresses, days retentionDays) object => {
  HistoryDays: '30'
  PurgeSchedule: '0 30 2 * * *'
  LinkRunSchedule: '0 0 3 1 3,9 *'
  RetentionSchedule: '0 0 2 * * *'
  CatchUpSchedule: '0 0 4 * * *'
  DecisionSchedule: '0 20 * * * *'
  RetentionDays: string(days.raw)
  LinkRetentionDays: string(days.links)
  ResultRetentionDays: string(days.results)
  SoftDeleteDays: string(days.softDelete)
  Landing__blobServiceUri: addresses.landing
  Landing__queueServiceUri: addresses.landingQueues
  Working__blobServiceUri: addresses.working
  Working__queueServiceUri: addresses.workingQueues
}

@export()
@description('Settings of the link role.')
func linkSettings(addresses serviceAddresses, days retentionDays, rootSecretVersion string, optOutSecretVersion string) object => union(common(addresses, days), {
  AppRole: 'link'
  TaskHubName: 'tfplink'
  KeyVaultUri: addresses.vault
  KeyVersion: rootSecretVersion
  OptOutKeyVersion: optOutSecretVersion
  DepartmentsAtOnce: '2'
  PartitionsAtOnce: '4'
  MaxErrorShare: '0.2'
  MaxUploadBytes: '2147483648'
  ProgrammeFrom: '2015-01-01'
  ProgrammeTo: '2020-12-31'
})

@export()
@description('Settings of the release role.')
func releaseSettings(addresses serviceAddresses, days retentionDays, ledgerSecretVersion string) object => union(common(addresses, days), {
  AppRole: 'release'
  TaskHubName: 'tfprelease'
  Analytics__blobServiceUri: addresses.analytics
  ProposalDays: '28'
  // Empty: the policy that is part of the build.
  DisclosurePolicy: ''
  LedgerKeyVaultUri: addresses.ledgerVault
  LedgerKeyVersion: ledgerSecretVersion
})

@export()
@description('Functions of the link role only.')
var linkFunctions = [
  'BuildPanel'
  'CatchUpUploads'
  'CheckRelease'
  'CompareDelivery'
  'DepartmentRun'
  'IngestUpload'
  'IngestUploadEvent'
  'LinkDepartment'
  'LinkRun'
  'PlanDepartment'
  'RecordFailedUpload'
  'RecordFailedUploadEvent'
  'SnapshotCohort'
  'StartLinkRun'
]

@export()
@description('Functions of the release role only.')
var releaseFunctions = [
  'ApplyDecision'
  'CatchUpDecisions'
  'ClaimRelease'
  'DecideRelease'
  'EstimateEffects'
  'ProposeRelease'
  'ReleaseRun'
  'RetryReleaseRun'
  'RetryReleaseRunEvent'
  'StartDecision'
  'StartReleaseRun'
  'StartReleaseRunEvent'
]
