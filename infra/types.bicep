// Shapes of the parameters that list outside parties.

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
