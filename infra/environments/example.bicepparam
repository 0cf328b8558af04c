// Copy to one file per environment and name that file in ../azure.yaml. Object ids are made up.
using '../main.bicep'

param environmentName = 'prod'
param location = 'uksouth'
param councils = [
  { gss: 'E08000035', principalId: '00000000-0000-0000-0000-000000000001' }
]
param departments = [
  { code: 'offences', principalId: '00000000-0000-0000-0000-000000000002' }
]
param analystsGroupId = '00000000-0000-0000-0000-000000000003'
param operatorsGroupId = '00000000-0000-0000-0000-000000000004'
param operators = [
  { objectId: '00000000-0000-0000-0000-000000000006' }
]
param checkers = [
  { objectId: '00000000-0000-0000-0000-000000000007' }
]
param keyCustodiansGroupId = '00000000-0000-0000-0000-000000000005'
param alertEmail = 'operations@example.gov.uk'
param rawRetentionDays = 60
param linkRetentionDays = 45
param resultRetentionDays = 220
param immutableDays = 365
param immutabilityLocked = false
param eventsThroughQueue = true
param publicPage = false
param malwareScannerPrincipalId = ''
param rootSecretVersion = '00000000000000000000000000000000'
param optOutSecretVersion = '00000000000000000000000000000000'
param ledgerSecretVersion = '00000000000000000000000000000000'
param monthlyBudget = 400
param budgetStart = '2027-01-01'
