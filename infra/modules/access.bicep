// Every role assignment of the system, and nothing else. infra/README.md shows the same matrix; a test compares the two.
// A grant names one container, queue or vault: nothing is granted on a whole account except the apps' own host storage,
// where the Functions runtime makes its containers, queues and tables itself.

@description('Landing account.')
param landingAccountName string

@description('Working account.')
param workingAccountName string

@description('Analytics account.')
param analyticsAccountName string

@description('Host account.')
param hostAccountName string

@description('Vault of the root secret.')
param vaultName string

@description('Application Insights.')
param insightsName string

@description('Log Analytics workspace.')
param workspaceName string

@description('Object id of the link app.')
param linkPrincipalId string

@description('Object id of the release app.')
param releasePrincipalId string

@description('Object id of the system topic of landing.')
param landingTopicPrincipalId string

@description('Object id of the system topic of working.')
param workingTopicPrincipalId string

@description('Object id of the group of analysts.')
param analystsGroupId string

@description('Object id of the group of operators.')
param operatorsGroupId string

@description('Object id of the group of key custodians.')
param keyCustodiansGroupId string

@description('Councils and who acts for them.')
param councils councilAccess[]

@description('Departments and who delivers for them.')
param departments departmentAccess[]

import { councilAccess, departmentAccess } from '../types.bicep'

var blobs = 'Microsoft.Storage/storageAccounts/blobServices/containers/blobs'

// Data actions of blob storage: https://learn.microsoft.com/azure/role-based-access-control/permissions/storage
// Creating a blob in one request needs add only, so a creator can neither read nor overwrite:
// https://learn.microsoft.com/rest/api/storageservices/put-blob#permissions
// Nobody gets tags/write: a tag is what says that a blob is clean.
var blobRoles = {
  creator: { summary: 'Creates blobs; reads, changes and deletes none.', dataActions: ['${blobs}/add/action'] }
  reader: { summary: 'Reads and lists blobs.', dataActions: ['${blobs}/read'] }
  writer: { summary: 'Reads and writes blobs; deletes none.', dataActions: ['${blobs}/read', '${blobs}/add/action', '${blobs}/write'] }
  sweeper: { summary: 'Reads and deletes blobs; writes none.', dataActions: ['${blobs}/read', '${blobs}/delete'] }
  editor: { summary: 'Reads, writes and deletes blobs.', dataActions: ['${blobs}/read', '${blobs}/add/action', '${blobs}/write', '${blobs}/delete'] }
}

// Who may do what in which container. One row is one assignment.
var containerGrants = [
  { principal: 'link', account: 'landing', container: 'uploads', role: 'sweeper', condition: 'cleanOnly' }
  { principal: 'link', account: 'landing', container: 'extracts', role: 'sweeper', condition: 'cleanOnly' }
  { principal: 'link', account: 'landing', container: 'receipts', role: 'writer', condition: 'none' }
  { principal: 'link', account: 'working', container: 'cohort', role: 'editor', condition: 'none' }
  { principal: 'link', account: 'working', container: 'links', role: 'editor', condition: 'none' }
  { principal: 'link', account: 'working', container: 'panel', role: 'editor', condition: 'none' }
  { principal: 'link', account: 'working', container: 'runs', role: 'editor', condition: 'none' }
  { principal: 'link', account: 'working', container: 'audit', role: 'writer', condition: 'none' }
  { principal: 'release', account: 'working', container: 'panel', role: 'reader', condition: 'none' }
  { principal: 'release', account: 'working', container: 'runs', role: 'reader', condition: 'none' }
  { principal: 'release', account: 'working', container: 'estimates', role: 'editor', condition: 'none' }
  { principal: 'release', account: 'working', container: 'audit', role: 'writer', condition: 'none' }
  { principal: 'release', account: 'analytics', container: 'analytics', role: 'writer', condition: 'none' }
  { principal: 'release', account: 'landing', container: 'summaries', role: 'writer', condition: 'none' }
  { principal: 'analysts', account: 'analytics', container: 'analytics', role: 'reader', condition: 'none' }
  { principal: 'operators', account: 'working', container: 'runs', role: 'reader', condition: 'none' }
  { principal: 'operators', account: 'working', container: 'audit', role: 'reader', condition: 'none' }
]

var councilGrants = [
  { principal: 'council', account: 'landing', container: 'uploads', role: 'creator', condition: 'ownFolder' }
  { principal: 'council', account: 'landing', container: 'receipts', role: 'reader', condition: 'ownFolder' }
  { principal: 'council', account: 'landing', container: 'summaries', role: 'reader', condition: 'ownFolder' }
]

var departmentGrants = [
  { principal: 'department', account: 'landing', container: 'extracts', role: 'creator', condition: 'ownFolder' }
]

// Built-in roles on something else than a container. Identifiers: https://learn.microsoft.com/azure/role-based-access-control/built-in-roles
var otherGrants = [
  { principal: 'link', target: 'host', role: 'Storage Blob Data Owner', roleId: 'b7e6dc6d-f1e8-4753-8033-0f276bb0955b' }
  { principal: 'link', target: 'host', role: 'Storage Queue Data Contributor', roleId: '974c5e8b-45b9-4653-ba55-5f855dd0fb88' }
  { principal: 'link', target: 'host', role: 'Storage Table Data Contributor', roleId: '0a9a7e1f-b9d0-4cc4-a60d-0319b160aaa3' }
  { principal: 'release', target: 'host', role: 'Storage Blob Data Owner', roleId: 'b7e6dc6d-f1e8-4753-8033-0f276bb0955b' }
  { principal: 'release', target: 'host', role: 'Storage Queue Data Contributor', roleId: '974c5e8b-45b9-4653-ba55-5f855dd0fb88' }
  { principal: 'release', target: 'host', role: 'Storage Table Data Contributor', roleId: '0a9a7e1f-b9d0-4cc4-a60d-0319b160aaa3' }
  { principal: 'link', target: 'landingQueues', role: 'Storage Queue Data Contributor', roleId: '974c5e8b-45b9-4653-ba55-5f855dd0fb88' }
  { principal: 'release', target: 'workingQueues', role: 'Storage Queue Data Contributor', roleId: '974c5e8b-45b9-4653-ba55-5f855dd0fb88' }
  { principal: 'landingTopic', target: 'landingQueues', role: 'Storage Queue Data Message Sender', roleId: 'c6a89b2d-59bc-44d0-9896-0f6e12d7b80a' }
  { principal: 'workingTopic', target: 'workingQueues', role: 'Storage Queue Data Message Sender', roleId: 'c6a89b2d-59bc-44d0-9896-0f6e12d7b80a' }
  { principal: 'link', target: 'vault', role: 'Key Vault Secrets User', roleId: '4633458b-17de-408a-b874-0445c86b69e6' }
  { principal: 'custodians', target: 'vault', role: 'Key Vault Secrets Officer', roleId: 'b86a8fe4-44ce-4948-aee5-eccb2c155cd7' }
  { principal: 'link', target: 'insights', role: 'Monitoring Metrics Publisher', roleId: '3913510d-42f4-4e42-8a64-420c390055eb' }
  { principal: 'release', target: 'insights', role: 'Monitoring Metrics Publisher', roleId: '3913510d-42f4-4e42-8a64-420c390055eb' }
  { principal: 'operators', target: 'workspace', role: 'Log Analytics Reader', roleId: '73c42c96-874c-492b-b04d-ab87d138a893' }
]

var principalIds = {
  link: linkPrincipalId
  release: releasePrincipalId
  landingTopic: landingTopicPrincipalId
  workingTopic: workingTopicPrincipalId
  analysts: analystsGroupId
  operators: operatorsGroupId
  custodians: keyCustodiansGroupId
}
var principalTypes = {
  link: 'ServicePrincipal'
  release: 'ServicePrincipal'
  landingTopic: 'ServicePrincipal'
  workingTopic: 'ServicePrincipal'
  analysts: 'Group'
  operators: 'Group'
  custodians: 'Group'
}
var accountNames = {
  landing: landingAccountName
  working: workingAccountName
  analytics: analyticsAccountName
}

// Reads only blobs that the malware scan has passed; one that is not scanned yet is waited for.
// Key and value of the tag: https://learn.microsoft.com/azure/defender-for-cloud/introduction-malware-scanning#blob-index-tags
// The shape of the condition: https://learn.microsoft.com/azure/storage/blobs/storage-auth-abac-examples#example-read-blobs-with-a-blob-index-tag
var cleanOnly = '((!(ActionMatches{\'${blobs}/read\'} AND NOT SubOperationMatches{\'Blob.List\'})) OR (@Resource[${blobs}/tags:Malware Scanning scan result<$key_case_sensitive$>] StringEquals \'No threats found\'))'

resource blobRole 'Microsoft.Authorization/roleDefinitions@2022-04-01' = [for role in items(blobRoles): {
  name: guid(resourceGroup().id, 'tfpipeline-blob', role.key)
  properties: {
    roleName: 'TfPipeline blob ${role.key} (${resourceGroup().name})'
    description: role.value.summary
    type: 'CustomRole'
    assignableScopes: [resourceGroup().id]
    permissions: [{ actions: [], notActions: [], dataActions: role.value.dataActions, notDataActions: [] }]
  }
}]

module containerAccess 'container-access.bicep' = [for grant in containerGrants: {
  params: {
    accountName: accountNames[grant.account]
    containerName: grant.container
    principalId: principalIds[grant.principal]
    principalType: principalTypes[grant.principal]
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', guid(resourceGroup().id, 'tfpipeline-blob', grant.role))
    condition: grant.condition == 'cleanOnly' ? cleanOnly : ''
  }
  dependsOn: [blobRole]
}]

module councilAccessTo 'folder-access.bicep' = [for council in councils: {
  params: {
    accountName: landingAccountName
    folder: council.gss
    principalId: council.principalId
    grants: councilGrants
  }
  dependsOn: [blobRole]
}]

module departmentAccessTo 'folder-access.bicep' = [for department in departments: {
  params: {
    accountName: landingAccountName
    folder: department.code
    principalId: department.principalId
    grants: departmentGrants
  }
  dependsOn: [blobRole]
}]

module otherAccess 'service-access.bicep' = [for grant in otherGrants: {
  params: {
    target: grant.target
    hostAccountName: hostAccountName
    landingAccountName: landingAccountName
    workingAccountName: workingAccountName
    vaultName: vaultName
    insightsName: insightsName
    workspaceName: workspaceName
    principalId: principalIds[grant.principal]
    principalType: principalTypes[grant.principal]
    roleId: grant.roleId
  }
}]
