// One built-in role on one service that is not a blob container.

@description('Which service.')
@allowed(['host', 'landingQueues', 'workingQueues', 'vault', 'insights', 'workspace'])
param target string

@description('Host account.')
param hostAccountName string

@description('Landing account.')
param landingAccountName string

@description('Working account.')
param workingAccountName string

@description('Vault.')
param vaultName string

@description('Application Insights.')
param insightsName string

@description('Log Analytics workspace.')
param workspaceName string

@description('Who.')
param principalId string

@description('Kind of principal.')
@allowed(['ServicePrincipal', 'Group'])
param principalType string

@description('Identifier of the built-in role.')
param roleId string

var assignment = {
  principalId: principalId
  principalType: principalType
  roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', roleId)
}

resource hostAccount 'Microsoft.Storage/storageAccounts@2023-05-01' existing = {
  name: hostAccountName
}

resource landingQueues 'Microsoft.Storage/storageAccounts/queueServices@2023-05-01' existing = {
  name: '${landingAccountName}/default'
}

resource workingQueues 'Microsoft.Storage/storageAccounts/queueServices@2023-05-01' existing = {
  name: '${workingAccountName}/default'
}

resource vault 'Microsoft.KeyVault/vaults@2023-07-01' existing = {
  name: vaultName
}

resource insights 'Microsoft.Insights/components@2020-02-02' existing = {
  name: insightsName
}

resource workspace 'Microsoft.OperationalInsights/workspaces@2023-09-01' existing = {
  name: workspaceName
}

resource onHost 'Microsoft.Authorization/roleAssignments@2022-04-01' = if (target == 'host') {
  scope: hostAccount
  name: guid(hostAccount.id, principalId, roleId)
  properties: assignment
}

resource onLandingQueues 'Microsoft.Authorization/roleAssignments@2022-04-01' = if (target == 'landingQueues') {
  scope: landingQueues
  name: guid(landingQueues.id, principalId, roleId)
  properties: assignment
}

resource onWorkingQueues 'Microsoft.Authorization/roleAssignments@2022-04-01' = if (target == 'workingQueues') {
  scope: workingQueues
  name: guid(workingQueues.id, principalId, roleId)
  properties: assignment
}

resource onVault 'Microsoft.Authorization/roleAssignments@2022-04-01' = if (target == 'vault') {
  scope: vault
  name: guid(vault.id, principalId, roleId)
  properties: assignment
}

resource onInsights 'Microsoft.Authorization/roleAssignments@2022-04-01' = if (target == 'insights') {
  scope: insights
  name: guid(insights.id, principalId, roleId)
  properties: assignment
}

resource onWorkspace 'Microsoft.Authorization/roleAssignments@2022-04-01' = if (target == 'workspace') {
  scope: workspace
  name: guid(workspace.id, principalId, roleId)
  properties: assignment
}
