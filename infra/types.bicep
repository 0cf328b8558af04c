// Shapes of the parameters that list outside parties and people, and names that several modules share.

@export()
@description('A council and who acts for it.')
type councilAccess = {
  @description('GSS code of an upper-tier council: E06, E08, E09 or E10 and six digits.')
  @minLength(9)
  @maxLength(9)
  gss: string

  @description('Object id of the Entra group whose members act for it; a service principal is put into a group.')
  principalId: string
}

@export()
@description('A department and who delivers for it.')
type departmentAccess = {
  @description('Department code as in its contract file, for example offences.')
  code: string

  @description('Object id of the Entra group whose members act for it; a service principal is put into a group.')
  principalId: string
}

@export()
@description('One person who decides or asks in the own name. A group would not tell which of its members wrote a blob.')
type personAccess = {
  @description('Object id of the person in Entra, in the form that the folder has: lower case.')
  @minLength(36)
  @maxLength(36)
  objectId: string
}

@export()
@description('One assignment on one container.')
type containerGrant = {
  @description('link, release, or empty where principalId is given.')
  app: string

  @description('Object id of a group or person, or empty for an app.')
  principalId: string

  @description('Kind of principal.')
  principalType: 'ServicePrincipal' | 'Group' | 'User'

  @description('Name of the role definition.')
  roleName: string

  @description('Condition, or empty.')
  condition: string
}

@export()
@description('Blobs that are deleted when they are old.')
type deletionRule = {
  @description('Start of the name: container/ and more.')
  prefix: string

  @description('Days since the last change.')
  days: int
}

@export()
@description('Subnets by the names that other modules use.')
var subnetNames = {
  link: 'link'
  release: 'release'
  endpoints: 'endpoints'
  vault: 'vault'
}
