// Cuts blob names off before a log is stored: a council chooses the names of its files, and a name may be a person's.
// Requests to storage keep account, container and first folder (the council or the department), who asked, from where and what for.
// Requests to functions keep function, outcome and time; the reason that the blob trigger gives holds the blob's name.
// What a workspace rule is: https://learn.microsoft.com/azure/azure-monitor/data-collection/data-collection-transformations#workspace-transformation-dcr
// The language it takes: https://learn.microsoft.com/azure/azure-monitor/data-collection/data-collection-transformations-kql
// Their columns, and that they can be rewritten: https://learn.microsoft.com/azure/azure-monitor/reference/tables/storagebloblogs
// and https://learn.microsoft.com/azure/azure-monitor/reference/tables/apprequests

@description('Azure region.')
param location string

@description('Tags of every resource.')
param tags object

@description('Name of the rule.')
param name string

@description('Workspace whose logs are rewritten.')
param workspaceName string

@description('Days that logs are kept.')
param retentionDays int

// A table takes part once it was set up through its own interface:
// https://learn.microsoft.com/azure/azure-monitor/logs/tutorial-workspace-transformations-api#update-table-schema
var rewritten = [
  {
    table: 'StorageBlobLogs'
    query: 'source | extend Uri = "", SourceUri = "", DestinationUri = "", ReferrerHeader = "", UserAgentHeader = "", ObjectKey = extract("(/[^/]+/[^/]+/[^/]+)/", 1, ObjectKey)'
  }
  {
    table: 'AppRequests'
    query: 'source | extend Url = "", Properties = pack("InvocationId", tostring(Properties.InvocationId))'
  }
]

resource workspace 'Microsoft.OperationalInsights/workspaces@2023-09-01' existing = {
  name: workspaceName
}

resource tables 'Microsoft.OperationalInsights/workspaces/tables@2023-09-01' = [for one in rewritten: {
  parent: workspace
  name: one.table
  properties: {
    plan: 'Analytics'
    retentionInDays: retentionDays
    totalRetentionInDays: retentionDays
    schema: { name: one.table, columns: [] }
  }
}]

resource rule 'Microsoft.Insights/dataCollectionRules@2022-06-01' = {
  name: name
  location: location
  tags: tags
  kind: 'WorkspaceTransforms'
  properties: {
    dataSources: {}
    destinations: {
      logAnalytics: [{ name: 'workspace', workspaceResourceId: workspace.id }]
    }
    dataFlows: [for one in rewritten: {
      streams: ['Microsoft-Table-${one.table}']
      destinations: ['workspace']
      transformKql: one.query
    }]
  }
  dependsOn: [tables]
}
