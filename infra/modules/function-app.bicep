// One role of the Function App on Flex Consumption, with an identity of its own and no secret in any setting.

import { subnetNames } from '../types.bicep'

@description('Azure region.')
param location string

@description('Tags of every resource.')
param tags object

@description('Service name in azure.yaml, which is also the role: link or release.')
@allowed(['link', 'release'])
param serviceName string

@description('App name.')
param name string

@description('Name of the app\'s identity.')
param identityName string

@description('Host account of this app alone: packages, queues and the task hub.')
param hostAccountName string

@description('Container of the host account that holds the package.')
param packageContainerName string

@description('Virtual network, with a subnet for the outbound traffic of each role.')
param networkName string

@description('Application Insights name.')
param insightsName string

@description('Log Analytics workspace.')
param workspaceName string

@description('True: the app answers requests from the Event Grid service tag; false: it has no public endpoint at all.')
param openToEventGrid bool

@description('Memory of an instance in megabytes.')
@allowed([2048, 4096])
param instanceMemoryMB int

@description('Settings of the role (app-settings.bicep).')
param settings object

@description('Functions of the other role, switched off here.')
param disabledFunctions string[]

var hostSettings = {
  // No FUNCTIONS_WORKER_RUNTIME: Flex Consumption does not take it, functionAppConfig names the runtime.
  // https://learn.microsoft.com/azure/azure-functions/functions-app-settings#flex-consumption-plan-deprecations
  // https://learn.microsoft.com/azure/azure-functions/functions-reference#connecting-to-host-storage-with-an-identity
  AzureWebJobsStorage__accountName: hostAccountName
  AzureWebJobsStorage__credential: 'managedidentity'
  AzureWebJobsStorage__clientId: identity.properties.clientId
  AZURE_CLIENT_ID: identity.properties.clientId
  // The app's identity and no other source of a token: https://learn.microsoft.com/dotnet/azure/sdk/authentication/credential-chains
  AZURE_TOKEN_CREDENTIALS: 'ManagedIdentityCredential'
  // https://learn.microsoft.com/azure/azure-functions/functions-app-settings#applicationinsights_authentication_string
  APPLICATIONINSIGHTS_CONNECTION_STRING: insights.properties.ConnectionString
  APPLICATIONINSIGHTS_AUTHENTICATION_STRING: 'ClientId=${identity.properties.clientId};Authorization=AAD'
}
// https://learn.microsoft.com/azure/azure-functions/functions-reference#common-properties-for-identity-based-connections
var connectionIdentity = {
  Landing__credential: 'managedidentity'
  Landing__clientId: identity.properties.clientId
  Working__credential: 'managedidentity'
  Working__clientId: identity.properties.clientId
}
// https://learn.microsoft.com/azure/azure-functions/disable-function
var disabledSettings = toObject(disabledFunctions, function => 'AzureWebJobs.${function}.Disabled', function => 'true')

resource identity 'Microsoft.ManagedIdentity/userAssignedIdentities@2023-01-31' = {
  name: identityName
  location: location
  tags: tags
}

resource insights 'Microsoft.Insights/components@2020-02-02' existing = {
  name: insightsName
}

resource plan 'Microsoft.Web/serverfarms@2024-04-01' = {
  name: 'plan-${name}'
  location: location
  tags: tags
  kind: 'functionapp'
  sku: { name: 'FC1', tier: 'FlexConsumption' }
  properties: { reserved: true }
}

resource app 'Microsoft.Web/sites@2024-04-01' = {
  name: name
  location: location
  tags: union(tags, { 'azd-service-name': serviceName })
  kind: 'functionapp,linux'
  identity: {
    type: 'UserAssigned'
    userAssignedIdentities: { '${identity.id}': {} }
  }
  properties: {
    serverFarmId: plan.id
    httpsOnly: true
    publicNetworkAccess: openToEventGrid ? 'Enabled' : 'Disabled'
    virtualNetworkSubnetId: resourceId('Microsoft.Network/virtualNetworks/subnets', networkName, subnetNames[serviceName])
    functionAppConfig: {
      deployment: {
        storage: {
          type: 'blobContainer'
          value: 'https://${hostAccountName}.blob.${environment().suffixes.storage}/${packageContainerName}'
          authentication: { type: 'UserAssignedIdentity', userAssignedIdentityResourceId: identity.id }
        }
      }
      runtime: { name: 'dotnet-isolated', version: '10.0' }
      // Memory sizes and the range of the maximum: https://learn.microsoft.com/azure/azure-functions/flex-consumption-plan#considerations
      scaleAndConcurrency: { instanceMemoryMB: instanceMemoryMB, maximumInstanceCount: 40 }
    }
    siteConfig: {
      minTlsVersion: '1.2'
      http20Enabled: true
      // https://learn.microsoft.com/azure/app-service/app-service-ip-restrictions#set-a-service-tag-based-rule
      // The tag: https://learn.microsoft.com/azure/virtual-network/service-tags-overview#available-service-tags
      // It covers every customer's topics, so the system key in the address is the second lock.
      ipSecurityRestrictionsDefaultAction: 'Deny'
      ipSecurityRestrictions: openToEventGrid ? [
        {
          name: 'event-grid'
          priority: 100
          action: 'Allow'
          tag: 'ServiceTag'
          ipAddress: 'AzureEventGrid'
        }
      ] : []
      scmIpSecurityRestrictionsDefaultAction: 'Deny'
    }
  }
}

resource appSettings 'Microsoft.Web/sites/config@2024-04-01' = {
  parent: app
  name: 'appsettings'
  properties: union(settings, hostSettings, connectionIdentity, disabledSettings)
}

resource noBasicFtp 'Microsoft.Web/sites/basicPublishingCredentialsPolicies@2024-04-01' = {
  parent: app
  name: 'ftp'
  properties: { allow: false }
}

resource noBasicScm 'Microsoft.Web/sites/basicPublishingCredentialsPolicies@2024-04-01' = {
  parent: app
  name: 'scm'
  properties: { allow: false }
}

module endpoint 'private-endpoint.bicep' = {
  name: 'endpoint-${name}-sites'
  params: {
    location: location
    tags: tags
    name: '${name}-sites'
    targetId: app.id
    groupId: 'sites'
    networkName: networkName
    subnetName: subnetNames.endpoints
  }
}

// https://learn.microsoft.com/azure/azure-monitor/reference/supported-logs/microsoft-web-sites-logs
resource log 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  scope: app
  name: 'log'
  properties: {
    workspaceId: resourceId('Microsoft.OperationalInsights/workspaces', workspaceName)
    logs: [{ category: 'FunctionAppLogs', enabled: true }]
    metrics: [{ category: 'AllMetrics', enabled: true }]
  }
}
