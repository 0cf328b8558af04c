// The workspace of all logs. Deployed twice by monitoring.bicep: a rule that rewrites what comes in has to name a workspace that
// exists, and the workspace has to name the rule.

@description('Azure region.')
param location string

@description('Tags of every resource.')
param tags object

@description('Name of the workspace.')
param name string

@description('Days that logs are kept.')
@minValue(30)
@maxValue(730)
param retentionDays int

@description('Data collection rule that rewrites incoming logs; empty before it exists.')
param transformationRuleId string

resource workspace 'Microsoft.OperationalInsights/workspaces@2023-09-01' = {
  name: name
  location: location
  tags: tags
  properties: {
    sku: { name: 'PerGB2018' }
    retentionInDays: retentionDays
    features: { disableLocalAuth: true }
    defaultDataCollectionRuleResourceId: empty(transformationRuleId) ? null : transformationRuleId
  }
}
