// What an outside party may do below its own folder, {gss}/ or {department}/.
// Actions, suboperations and attributes: https://learn.microsoft.com/azure/storage/blobs/storage-auth-abac-attributes
// Shapes: https://learn.microsoft.com/azure/storage/blobs/storage-auth-abac-examples

@description('Storage account.')
param accountName string

@description('First segment of the blob names it may reach.')
@minLength(3)
param folder string

@description('Who.')
param principalId string

@description('Container and role of each grant.')
param grants { principal: string, account: string, container: string, role: string, condition: string }[]

var blobs = 'Microsoft.Storage/storageAccounts/blobServices/containers/blobs'
var ownFolder = {
  // A new blob may bring index tags along, the verdict of the malware scan among them: only a tag that nothing reads is let in.
  creator: '((!(ActionMatches{\'${blobs}/add/action\'})) OR (@Resource[${blobs}:path] StringStartsWith \'${folder}/\')) AND ((!(ActionMatches{\'${blobs}/add/action\'} AND SubOperationMatches{\'Blob.Write.WithTagHeaders\'})) OR (@Request[${blobs}/tags&$keys$&] ForAllOfAnyValues:StringEquals {\'note\'}))'
  reader: '((!(ActionMatches{\'${blobs}/read\'} AND NOT SubOperationMatches{\'Blob.List\'})) OR (@Resource[${blobs}:path] StringStartsWith \'${folder}/\')) AND ((!(ActionMatches{\'${blobs}/read\'} AND SubOperationMatches{\'Blob.List\'})) OR (@Request[${blobs}:prefix] StringStartsWith \'${folder}/\'))'
}

module access 'container-access.bicep' = [for grant in grants: {
  params: {
    accountName: accountName
    containerName: grant.container
    principalId: principalId
    principalType: 'Group'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', guid(resourceGroup().id, 'tfpipeline-blob', grant.role))
    condition: ownFolder[grant.role]
  }
}]
