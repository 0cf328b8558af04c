// Logs, application traces, who is told, and a budget.

@description('Azure region.')
param location string

@description('Tags of every resource.')
param tags object

@description('Stem of the names.')
param name string

@description('Mail address for alerts and budget notices.')
param alertEmail string

@description('Monthly budget in the currency of the subscription.')
param monthlyBudget int

@description('First day from which the budget counts, yyyy-MM-01.')
param budgetStart string

var retentionDays = 90
var workspaceName = 'log-${name}'

module newWorkspace 'workspace.bicep' = {
  params: {
    location: location
    tags: tags
    name: workspaceName
    retentionDays: retentionDays
    transformationRuleId: ''
  }
}

module redaction 'log-redaction.bicep' = {
  params: {
    location: location
    tags: tags
    name: 'dcr-${name}'
    workspaceName: newWorkspace.outputs.name
    retentionDays: retentionDays
  }
}

// Everything that sends logs waits for this one, so that none is stored as it comes.
module workspace 'workspace.bicep' = {
  params: {
    location: location
    tags: tags
    name: workspaceName
    retentionDays: retentionDays
    transformationRuleId: redaction.outputs.ruleId
  }
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
    workspaceId: workspace.outputs.id
    logs: [{ category: 'Audit', enabled: true }]
  }
}

// https://learn.microsoft.com/azure/azure-monitor/app/azure-ad-authentication
resource insights 'Microsoft.Insights/components@2020-02-02' = {
  name: 'appi-${name}'
  location: location
  tags: tags
  kind: 'web'
  properties: {
    Application_Type: 'web'
    WorkspaceResourceId: workspace.outputs.id
    DisableLocalAuth: true
    DisableIpMasking: false
  }
}

resource actionGroup 'Microsoft.Insights/actionGroups@2023-01-01' = {
  name: 'ag-${name}'
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

@description('Workspace id.')
output workspaceId string = workspace.outputs.id

@description('Workspace name.')
output workspaceName string = workspace.outputs.name

@description('Application Insights name.')
output insightsName string = insights.name

@description('Action group id.')
output actionGroupId string = actionGroup.id
