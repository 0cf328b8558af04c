// Logs, application traces, who is told, and a budget.

@description('Azure region.')
param location string

@description('Tags of every resource.')
param tags object

@description('Name of the workspace.')
param workspaceName string

@description('Name of Application Insights.')
param insightsName string

@description('Name of the group that receives alerts.')
param actionGroupName string

@description('Stem of the other names.')
param name string

@description('Mail address for alerts and budget notices.')
param alertEmail string

@description('Monthly budget in the currency of the subscription.')
param monthlyBudget int

@description('First day from which the budget counts, yyyy-MM-01.')
param budgetStart string

var retentionDays = 90
var ruleName = 'dcr-${name}'

module newWorkspace 'workspace.bicep' = {
  name: 'new-workspace'
  params: {
    location: location
    tags: tags
    name: workspaceName
    retentionDays: retentionDays
    transformationRuleId: ''
  }
}

module redaction 'log-redaction.bicep' = {
  name: 'log-redaction'
  params: {
    location: location
    tags: tags
    name: ruleName
    workspaceName: workspaceName
    retentionDays: retentionDays
  }
  dependsOn: [newWorkspace]
}

// Everything that sends logs waits for this one, so that none is stored as it comes.
module workspace 'workspace.bicep' = {
  name: 'workspace'
  params: {
    location: location
    tags: tags
    name: workspaceName
    retentionDays: retentionDays
    transformationRuleId: resourceId('Microsoft.Insights/dataCollectionRules', ruleName)
  }
  dependsOn: [redaction]
}

resource workspaceItself 'Microsoft.OperationalInsights/workspaces@2023-09-01' existing = {
  name: workspaceName
}

// Who asked which question of the logs:
// https://learn.microsoft.com/azure/azure-monitor/reference/supported-logs/microsoft-operationalinsights-workspaces-logs
resource queryLog 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  scope: workspaceItself
  name: 'queries'
  properties: {
    workspaceId: workspaceItself.id
    logs: [{ category: 'Audit', enabled: true }]
  }
  dependsOn: [workspace]
}

// https://learn.microsoft.com/azure/azure-monitor/app/azure-ad-authentication
resource insights 'Microsoft.Insights/components@2020-02-02' = {
  name: insightsName
  location: location
  tags: tags
  kind: 'web'
  properties: {
    Application_Type: 'web'
    WorkspaceResourceId: workspaceItself.id
    DisableLocalAuth: true
    DisableIpMasking: false
  }
  dependsOn: [workspace]
}

resource actionGroup 'Microsoft.Insights/actionGroups@2023-01-01' = {
  name: actionGroupName
  location: 'global'
  tags: tags
  properties: {
    enabled: true
    groupShortName: 'tfpipeline'
    emailReceivers: [{ name: 'operations', emailAddress: alertEmail, useCommonAlertSchema: true }]
  }
}

// The first notice comes while there is still something to do. https://learn.microsoft.com/azure/cost-management-billing/costs/tutorial-acm-create-budgets
resource budget 'Microsoft.Consumption/budgets@2023-11-01' = {
  name: 'budget-${name}'
  properties: {
    category: 'Cost'
    amount: monthlyBudget
    timeGrain: 'Monthly'
    timePeriod: { startDate: budgetStart }
    notifications: {
      actualOver80: { enabled: true, operator: 'GreaterThan', threshold: 80, thresholdType: 'Actual', contactEmails: [alertEmail] }
      forecastOver100: { enabled: true, operator: 'GreaterThan', threshold: 100, thresholdType: 'Forecasted', contactEmails: [alertEmail] }
    }
  }
}
