// Role assignments on what is no blob container: host accounts, queues, the container of undelivered events, the vaults and the logs.

@description('Accounts by name.')
param accounts object

@description('Vault.')
param vaultName string

@description('Vault of the ledger.')
param ledgerVaultName string

@description('Application Insights.')
param insightsName string

@description('Log Analytics workspace.')
param workspaceName string

@description('Identity of the link app.')
param linkIdentityName string

@description('Identity of the release app.')
param releaseIdentityName string

@description('System topic of landing.')
param landingTopicName string

@description('System topic of working.')
param workingTopicName string

@description('Object ids of groups by principal.')
param groupIds object

@description('Who, on which of the services below, in which built-in role.')
param grants { principal: string, target: string, role: string, roleId: string }[]

resource link 'Microsoft.ManagedIdentity/userAssignedIdentities@2023-01-31' existing = {
  name: linkIdentityName
}

resource release 'Microsoft.ManagedIdentity/userAssignedIdentities@2023-01-31' existing = {
  name: releaseIdentityName
}

resource landingTopic 'Microsoft.EventGrid/systemTopics@2022-06-15' existing = {
  name: landingTopicName
}

resource workingTopic 'Microsoft.EventGrid/systemTopics@2022-06-15' existing = {
  name: workingTopicName
}

var principalIds = union(groupIds, {
  link: link.properties.principalId
  release: release.properties.principalId
  landingTopic: landingTopic.identity.principalId
  workingTopic: workingTopic.identity.principalId
})
// An assignment is named after the resource of an identity and not after its object id, which what-if could not know beforehand.
var seeds = union(groupIds, {
  link: link.id
  release: release.id
  landingTopic: landingTopic.id
  workingTopic: workingTopic.id
})

resource linkHost 'Microsoft.Storage/storageAccounts@2023-05-01' existing = {
  name: accounts.linkHost
}

resource releaseHost 'Microsoft.Storage/storageAccounts@2023-05-01' existing = {
  name: accounts.releaseHost
}

resource landingQueues 'Microsoft.Storage/storageAccounts/queueServices@2023-05-01' existing = {
  name: '${accounts.landing}/default'
}

resource workingQueues 'Microsoft.Storage/storageAccounts/queueServices@2023-05-01' existing = {
  name: '${accounts.working}/default'
}

resource landingUndelivered 'Microsoft.Storage/storageAccounts/blobServices/containers@2023-05-01' existing = {
  name: '${accounts.landing}/default/undelivered'
}

resource workingUndelivered 'Microsoft.Storage/storageAccounts/blobServices/containers@2023-05-01' existing = {
  name: '${accounts.working}/default/undelivered'
}

resource vault 'Microsoft.KeyVault/vaults@2023-07-01' existing = {
  name: vaultName
}

resource ledgerVault 'Microsoft.KeyVault/vaults@2023-07-01' existing = {
  name: ledgerVaultName
}

resource insights 'Microsoft.Insights/components@2020-02-02' existing = {
  name: insightsName
}

resource workspace 'Microsoft.OperationalInsights/workspaces@2023-09-01' existing = {
  name: workspaceName
}

resource onLinkHost 'Microsoft.Authorization/roleAssignments@2022-04-01' = [for grant in filter(grants, one => one.target == 'linkHost'): {
  scope: linkHost
  name: guid(linkHost.id, seeds[grant.principal], grant.roleId)
  properties: {
    principalId: principalIds[grant.principal]
    principalType: contains(groupIds, grant.principal) ? 'Group' : 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', grant.roleId)
  }
}]

resource onReleaseHost 'Microsoft.Authorization/roleAssignments@2022-04-01' = [for grant in filter(grants, one => one.target == 'releaseHost'): {
  scope: releaseHost
  name: guid(releaseHost.id, seeds[grant.principal], grant.roleId)
  properties: {
    principalId: principalIds[grant.principal]
    principalType: contains(groupIds, grant.principal) ? 'Group' : 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', grant.roleId)
  }
}]

resource onLandingQueues 'Microsoft.Authorization/roleAssignments@2022-04-01' = [for grant in filter(grants, one => one.target == 'landingQueues'): {
  scope: landingQueues
  name: guid(landingQueues.id, seeds[grant.principal], grant.roleId)
  properties: {
    principalId: principalIds[grant.principal]
    principalType: contains(groupIds, grant.principal) ? 'Group' : 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', grant.roleId)
  }
}]

resource onWorkingQueues 'Microsoft.Authorization/roleAssignments@2022-04-01' = [for grant in filter(grants, one => one.target == 'workingQueues'): {
  scope: workingQueues
  name: guid(workingQueues.id, seeds[grant.principal], grant.roleId)
  properties: {
    principalId: principalIds[grant.principal]
    principalType: contains(groupIds, grant.principal) ? 'Group' : 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', grant.roleId)
  }
}]

resource onLandingUndelivered 'Microsoft.Authorization/roleAssignments@2022-04-01' = [for grant in filter(grants, one => one.target == 'landingUndelivered'): {
  scope: landingUndelivered
  name: guid(landingUndelivered.id, seeds[grant.principal], grant.roleId)
  properties: {
    principalId: principalIds[grant.principal]
    principalType: contains(groupIds, grant.principal) ? 'Group' : 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', grant.roleId)
  }
}]

resource onWorkingUndelivered 'Microsoft.Authorization/roleAssignments@2022-04-01' = [for grant in filter(grants, one => one.target == 'workingUndelivered'): {
  scope: workingUndelivered
  name: guid(workingUndelivered.id, seeds[grant.principal], grant.roleId)
  properties: {
    principalId: principalIds[grant.principal]
    principalType: contains(groupIds, grant.principal) ? 'Group' : 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', grant.roleId)
  }
}]

resource onVault 'Microsoft.Authorization/roleAssignments@2022-04-01' = [for grant in filter(grants, one => one.target == 'vault'): {
  scope: vault
  name: guid(vault.id, seeds[grant.principal], grant.roleId)
  properties: {
    principalId: principalIds[grant.principal]
    principalType: contains(groupIds, grant.principal) ? 'Group' : 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', grant.roleId)
  }
}]

resource onLedgerVault 'Microsoft.Authorization/roleAssignments@2022-04-01' = [for grant in filter(grants, one => one.target == 'ledgerVault'): {
  scope: ledgerVault
  name: guid(ledgerVault.id, seeds[grant.principal], grant.roleId)
  properties: {
    principalId: principalIds[grant.principal]
    principalType: contains(groupIds, grant.principal) ? 'Group' : 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', grant.roleId)
  }
}]

resource onInsights 'Microsoft.Authorization/roleAssignments@2022-04-01' = [for grant in filter(grants, one => one.target == 'insights'): {
  scope: insights
  name: guid(insights.id, seeds[grant.principal], grant.roleId)
  properties: {
    principalId: principalIds[grant.principal]
    principalType: contains(groupIds, grant.principal) ? 'Group' : 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', grant.roleId)
  }
}]

resource onWorkspace 'Microsoft.Authorization/roleAssignments@2022-04-01' = [for grant in filter(grants, one => one.target == 'workspace'): {
  scope: workspace
  name: guid(workspace.id, seeds[grant.principal], grant.roleId)
  properties: {
    principalId: principalIds[grant.principal]
    principalType: contains(groupIds, grant.principal) ? 'Group' : 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', grant.roleId)
  }
}]
