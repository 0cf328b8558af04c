// One role assignment on one container, with a condition or without.

@description('Storage account.')
param accountName string

@description('Blob container.')
param containerName string

@description('Who.')
param principalId string

@description('Kind of principal.')
@allowed(['ServicePrincipal', 'Group'])
param principalType string

@description('Which role.')
param roleDefinitionId string

@description('Condition in the language of role assignment conditions, or empty.')
param condition string

resource container 'Microsoft.Storage/storageAccounts/blobServices/containers@2023-05-01' existing = {
  name: '${accountName}/default/${containerName}'
}

resource assignment 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: container
  name: guid(container.id, principalId, roleDefinitionId)
  properties: {
    principalId: principalId
    principalType: principalType
    roleDefinitionId: roleDefinitionId
    condition: empty(condition) ? null : condition
    conditionVersion: empty(condition) ? null : '2.0'
  }
}
