// Every role assignment of the system, and nothing else. infra/README.md shows the matrix that comes out; a test draws it from the
// evaluated template. A grant names one container, queue service or vault: nothing is granted on a whole account except the host account
// of each app, where the Functions runtime makes its containers, queues and tables itself, and that account is the app's own.

@description('Names of the accounts: landing, working, analytics, linkHost, releaseHost.')
param accounts object

@description('Vault of the root secret.')
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

@description('What makes the names of roles unique in the directory: two environments may bear the same name in two subscriptions.')
param roleSuffix string

@description('Object id of the group of analysts.')
param analystsGroupId string

@description('Object id of the group of operators.')
param operatorsGroupId string

@description('Object id of the group of key custodians.')
param keyCustodiansGroupId string

@description('Operators who may ask for a run.')
param operators personAccess[]

@description('Output checkers.')
param checkers personAccess[]

@description('Councils and who acts for them.')
param councils councilAccess[]

@description('Departments and who delivers for them.')
param departments departmentAccess[]

import { councilAccess, departmentAccess, personAccess } from '../types.bicep'

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

// Who may do what in which container. One row is one assignment, or one for each party or person that the row is for.
// RoleScopedStorage.RightsOf says the same of the two apps in code; a test compares the two.
var appGrants = [
  { app: 'link', account: 'landing', container: 'uploads', role: 'sweeper', condition: 'cleanOnly' }
  { app: 'link', account: 'landing', container: 'extracts', role: 'sweeper', condition: 'cleanOnly' }
  { app: 'link', account: 'landing', container: 'receipts', role: 'writer', condition: 'none' }
  { app: 'link', account: 'working', container: 'cohort', role: 'editor', condition: 'none' }
  { app: 'link', account: 'working', container: 'links', role: 'editor', condition: 'none' }
  { app: 'link', account: 'working', container: 'panel', role: 'editor', condition: 'none' }
  { app: 'link', account: 'working', container: 'runs', role: 'editor', condition: 'none' }
  { app: 'link', account: 'working', container: 'audit', role: 'writer', condition: 'none' }
  { app: 'link', account: 'working', container: 'requests', role: 'reader', condition: 'none' }
  { app: 'release', account: 'working', container: 'panel', role: 'reader', condition: 'none' }
  { app: 'release', account: 'working', container: 'runs', role: 'reader', condition: 'none' }
  { app: 'release', account: 'working', container: 'requests', role: 'reader', condition: 'none' }
  { app: 'release', account: 'working', container: 'approvals', role: 'reader', condition: 'none' }
  { app: 'release', account: 'working', container: 'estimates', role: 'editor', condition: 'none' }
  { app: 'release', account: 'working', container: 'proposals', role: 'editor', condition: 'none' }
  { app: 'release', account: 'working', container: 'audit', role: 'writer', condition: 'none' }
  { app: 'release', account: 'analytics', container: 'analytics', role: 'writer', condition: 'none' }
  { app: 'release', account: 'landing', container: 'summaries', role: 'writer', condition: 'none' }
]

var groupGrants = [
  { principal: 'analysts', account: 'analytics', container: 'analytics', role: 'reader' }
  { principal: 'operators', account: 'working', container: 'runs', role: 'reader' }
  { principal: 'operators', account: 'working', container: 'audit', role: 'reader' }
]

var councilGrants = [
  { account: 'landing', container: 'uploads', role: 'creator' }
  { account: 'landing', container: 'receipts', role: 'reader' }
  { account: 'landing', container: 'summaries', role: 'reader' }
]

var departmentGrants = [
  { account: 'landing', container: 'extracts', role: 'creator' }
]

// A blob carries no author, so the folder is the proof of who decided or asked: it bears the object id of the only person who can
// create below it.
var checkerGrants = [
  { account: 'working', container: 'approvals', role: 'creator', condition: 'ownFolder' }
  { account: 'working', container: 'proposals', role: 'reader', condition: 'none' }
]

var operatorGrants = [
  { account: 'working', container: 'requests', role: 'creator', condition: 'ownFolder' }
]

// Built-in roles on something else than a container. Identifiers: https://learn.microsoft.com/azure/role-based-access-control/built-in-roles
// What the runtime needs of its host account: https://learn.microsoft.com/azure/azure-functions/functions-reference#connecting-to-host-storage-with-an-identity
// What a topic needs of the container of undelivered events: https://learn.microsoft.com/azure/event-grid/managed-service-identity
var serviceGrants = [
  { principal: 'link', target: 'linkHost', role: 'Storage Blob Data Owner', roleId: 'b7e6dc6d-f1e8-4753-8033-0f276bb0955b' }
  { principal: 'link', target: 'linkHost', role: 'Storage Queue Data Contributor', roleId: '974c5e8b-45b9-4653-ba55-5f855dd0fb88' }
  { principal: 'link', target: 'linkHost', role: 'Storage Table Data Contributor', roleId: '0a9a7e1f-b9d0-4cc4-a60d-0319b160aaa3' }
  { principal: 'release', target: 'releaseHost', role: 'Storage Blob Data Owner', roleId: 'b7e6dc6d-f1e8-4753-8033-0f276bb0955b' }
  { principal: 'release', target: 'releaseHost', role: 'Storage Queue Data Contributor', roleId: '974c5e8b-45b9-4653-ba55-5f855dd0fb88' }
  { principal: 'release', target: 'releaseHost', role: 'Storage Table Data Contributor', roleId: '0a9a7e1f-b9d0-4cc4-a60d-0319b160aaa3' }
  { principal: 'link', target: 'landingQueues', role: 'Storage Queue Data Contributor', roleId: '974c5e8b-45b9-4653-ba55-5f855dd0fb88' }
  { principal: 'release', target: 'workingQueues', role: 'Storage Queue Data Contributor', roleId: '974c5e8b-45b9-4653-ba55-5f855dd0fb88' }
  { principal: 'landingTopic', target: 'landingQueues', role: 'Storage Queue Data Message Sender', roleId: 'c6a89b2d-59bc-44d0-9896-0f6e12d7b80a' }
  { principal: 'workingTopic', target: 'workingQueues', role: 'Storage Queue Data Message Sender', roleId: 'c6a89b2d-59bc-44d0-9896-0f6e12d7b80a' }
  { principal: 'landingTopic', target: 'landingUndelivered', role: 'Storage Blob Data Contributor', roleId: 'ba92f5b4-2d11-453d-a403-e96b0029c9fe' }
  { principal: 'workingTopic', target: 'workingUndelivered', role: 'Storage Blob Data Contributor', roleId: 'ba92f5b4-2d11-453d-a403-e96b0029c9fe' }
  { principal: 'link', target: 'vault', role: 'Key Vault Secrets User', roleId: '4633458b-17de-408a-b874-0445c86b69e6' }
  { principal: 'custodians', target: 'vault', role: 'Key Vault Secrets Officer', roleId: 'b86a8fe4-44ce-4948-aee5-eccb2c155cd7' }
  { principal: 'release', target: 'ledgerVault', role: 'Key Vault Secrets User', roleId: '4633458b-17de-408a-b874-0445c86b69e6' }
  { principal: 'custodians', target: 'ledgerVault', role: 'Key Vault Secrets Officer', roleId: 'b86a8fe4-44ce-4948-aee5-eccb2c155cd7' }
  { principal: 'link', target: 'insights', role: 'Monitoring Metrics Publisher', roleId: '3913510d-42f4-4e42-8a64-420c390055eb' }
  { principal: 'release', target: 'insights', role: 'Monitoring Metrics Publisher', roleId: '3913510d-42f4-4e42-8a64-420c390055eb' }
  { principal: 'operators', target: 'workspace', role: 'Log Analytics Reader', roleId: '73c42c96-874c-492b-b04d-ab87d138a893' }
]

var groupIds = {
  analysts: analystsGroupId
  operators: operatorsGroupId
  custodians: keyCustodiansGroupId
}

// Reads only blobs that the malware scan has passed; one that is not scanned yet is waited for.
// Key and value of the tag: https://learn.microsoft.com/azure/defender-for-cloud/introduction-malware-scanning#blob-index-tags
// The shape of the condition: https://learn.microsoft.com/azure/storage/blobs/storage-auth-abac-examples#example-read-blobs-with-a-blob-index-tag
var cleanOnly = '((!(ActionMatches{\'${blobs}/read\'} AND NOT SubOperationMatches{\'Blob.List\'})) OR (@Resource[${blobs}/tags:Malware Scanning scan result<$key_case_sensitive$>] StringEquals \'No threats found\'))'

// What a party or a person may do below its own folder.
// Actions, suboperations and attributes: https://learn.microsoft.com/azure/storage/blobs/storage-auth-abac-attributes
// A new blob may bring index tags along, the verdict of the malware scan among them, so a new blob with tags is refused. The suboperation
// stands for every request that could carry tags, Put Blob without any included, and a comparison with an attribute that is not there
// fails: hence Exists. https://learn.microsoft.com/azure/role-based-access-control/conditions-format#exists
func ownFolder(blobs string, role string, folder string) string => role == 'creator'
  ? '((!(ActionMatches{\'${blobs}/add/action\'})) OR (@Resource[${blobs}:path] StringStartsWith \'${folder}/\')) AND ((!(ActionMatches{\'${blobs}/add/action\'} AND SubOperationMatches{\'Blob.Write.WithTagHeaders\'})) OR (!(Exists @Request[${blobs}/tags&$keys$&])))'
  : '((!(ActionMatches{\'${blobs}/read\'} AND NOT SubOperationMatches{\'Blob.List\'})) OR (@Resource[${blobs}:path] StringStartsWith \'${folder}/\')) AND ((!(ActionMatches{\'${blobs}/read\'} AND SubOperationMatches{\'Blob.List\'})) OR (@Request[${blobs}:prefix] StringStartsWith \'${folder}/\'))'

resource blobRole 'Microsoft.Authorization/roleDefinitions@2022-04-01' = [for role in items(blobRoles): {
  name: guid(resourceGroup().id, 'tfpipeline-blob', role.key)
  properties: {
    roleName: 'TfPipeline blob ${role.key} (${roleSuffix})'
    description: role.value.summary
    type: 'CustomRole'
    assignableScopes: [resourceGroup().id]
    permissions: [{ actions: [], notActions: [], dataActions: role.value.dataActions, notDataActions: [] }]
  }
}]

var roleNames = toObject(items(blobRoles), role => role.key, role => guid(resourceGroup().id, 'tfpipeline-blob', role.key))

var everyGrant = concat(
  map(appGrants, row => {
    account: row.account
    container: row.container
    grant: { app: row.app, principalId: '', principalType: 'ServicePrincipal', roleName: roleNames[row.role], condition: row.condition == 'cleanOnly' ? cleanOnly : '' }
  }),
  map(groupGrants, row => {
    account: row.account
    container: row.container
    grant: { app: '', principalId: groupIds[row.principal], principalType: 'Group', roleName: roleNames[row.role], condition: '' }
  }),
  flatten(map(councils, council => map(councilGrants, row => {
    account: row.account
    container: row.container
    grant: { app: '', principalId: council.principalId, principalType: 'Group', roleName: roleNames[row.role], condition: ownFolder(blobs, row.role, council.gss) }
  }))),
  flatten(map(departments, department => map(departmentGrants, row => {
    account: row.account
    container: row.container
    grant: { app: '', principalId: department.principalId, principalType: 'Group', roleName: roleNames[row.role], condition: ownFolder(blobs, row.role, department.code) }
  }))),
  flatten(map(checkers, checker => map(checkerGrants, row => {
    account: row.account
    container: row.container
    grant: { app: '', principalId: checker.objectId, principalType: 'User', roleName: roleNames[row.role], condition: row.condition == 'ownFolder' ? ownFolder(blobs, row.role, toLower(checker.objectId)) : '' }
  }))),
  flatten(map(operators, operator => map(operatorGrants, row => {
    account: row.account
    container: row.container
    grant: { app: '', principalId: operator.objectId, principalType: 'User', roleName: roleNames[row.role], condition: row.condition == 'ownFolder' ? ownFolder(blobs, row.role, toLower(operator.objectId)) : '' }
  })))
)
var containers = union(map(everyGrant, row => { account: row.account, container: row.container }), [])

module containerAccess 'container-access.bicep' = [for one in containers: {
  name: 'access-${one.account}-${one.container}'
  params: {
    accountName: accounts[one.account]
    containerName: one.container
    linkIdentityName: linkIdentityName
    releaseIdentityName: releaseIdentityName
    grants: map(filter(everyGrant, row => row.account == one.account && row.container == one.container), row => row.grant)
  }
  dependsOn: [blobRole]
}]

module serviceAccess 'service-access.bicep' = {
  name: 'access-services'
  params: {
    accounts: accounts
    vaultName: vaultName
    ledgerVaultName: ledgerVaultName
    insightsName: insightsName
    workspaceName: workspaceName
    linkIdentityName: linkIdentityName
    releaseIdentityName: releaseIdentityName
    landingTopicName: landingTopicName
    workingTopicName: workingTopicName
    groupIds: groupIds
    grants: serviceGrants
  }
}
