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
param keyCustodiansGroupId = '00000000-0000-0000-0000-000000000005'
param alertEmail = 'operations@example.gov.uk'
param rawRetentionDays = 60
param immutableDays = 365
param eventsThroughQueue = true
param rootSecretVersion = '00000000000000000000000000000000'
param optOutSecretVersion = '00000000000000000000000000000000'
param monthlyBudget = 400
param budgetStart = '2027-01-01'
