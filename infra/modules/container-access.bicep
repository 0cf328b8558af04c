// All role assignments on one container. A loop of resources and not of modules: every module would be a deployment of its own, and the
// history of a resource group holds 800 of them. https://learn.microsoft.com/azure/azure-resource-manager/management/azure-subscription-service-limits#resource-group-limits

@description('Storage account.')
param accountName string

@description('Blob container.')
param containerName string

@description('Identity of the link app.')
param linkIdentityName string

@description('Identity of the release app.')
param releaseIdentityName string

@description('Who may do what here.')
param grants containerGrant[]

import { containerGrant } from '../types.bicep'

resource container 'Microsoft.Storage/storageAccounts/blobServices/containers@2023-05-01' existing = {
  name: '${accountName}/default/${containerName}'
}

resource link 'Microsoft.ManagedIdentity/userAssignedIdentities@2023-01-31' existing = {
  name: linkIdentityName
}

resource release 'Microsoft.ManagedIdentity/userAssignedIdentities@2023-01-31' existing = {
  name: releaseIdentityName
}

// An assignment is named after the identity's resource and not after its object id, which what-if could not know beforehand.
resource ofLink 'Microsoft.Authorization/roleAssignments@2022-04-01' = [for grant in filter(grants, one => one.app == 'link'): {
  scope: container
  name: guid(container.id, link.id, grant.roleName)
  properties: {
    principalId: link.properties.principalId
    principalType: grant.principalType
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', grant.roleName)
    condition: empty(grant.condition) ? null : grant.condition
    conditionVersion: empty(grant.condition) ? null : '2.0'
  }
}]

resource ofRelease 'Microsoft.Authorization/roleAssignments@2022-04-01' = [for grant in filter(grants, one => one.app == 'release'): {
  scope: container
  name: guid(container.id, release.id, grant.roleName)
  properties: {
    principalId: release.properties.principalId
    principalType: grant.principalType
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', grant.roleName)
    condition: empty(grant.condition) ? null : grant.condition
    conditionVersion: empty(grant.condition) ? null : '2.0'
  }
}]

resource ofOthers 'Microsoft.Authorization/roleAssignments@2022-04-01' = [for grant in filter(grants, one => empty(one.app)): {
  scope: container
  name: guid(container.id, grant.principalId, grant.roleName)
  properties: {
    principalId: grant.principalId
    principalType: grant.principalType
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', grant.roleName)
    condition: empty(grant.condition) ? null : grant.condition
    conditionVersion: empty(grant.condition) ? null : '2.0'
  }
}]
