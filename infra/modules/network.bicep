// One virtual network: a subnet for each app (their outbound side), one for private endpoints and one for the vault's endpoint alone.
// What an app may send is a list: our endpoints, Entra ID and Azure Monitor. The Storage service tag is not on it, because it stands for
// every customer's accounts: code that was tampered with could carry data away to one of them.

@description('Azure region.')
param location string

@description('Tags of every resource.')
param tags object

@description('Name of the virtual network.')
param name string

@description('Log Analytics workspace for the events of the security groups.')
param workspaceName string

import { subnetNames } from '../types.bicep'

// Private DNS zone names: https://learn.microsoft.com/azure/private-link/private-endpoint-dns
var zoneNames = [
  'privatelink.blob.${environment().suffixes.storage}'
  'privatelink.queue.${environment().suffixes.storage}'
  'privatelink.table.${environment().suffixes.storage}'
  'privatelink.vaultcore.azure.net'
  'privatelink.azurewebsites.net'
]
var addresses = {
  link: '10.20.0.0/24'
  release: '10.20.1.0/24'
  endpoints: '10.20.2.0/24'
  vault: '10.20.3.0/24'
}
// Where each app may send to, in the order of the rules. Tags: https://learn.microsoft.com/azure/virtual-network/service-tags-overview#available-service-tags
var destinations = {
  link: [addresses.endpoints, addresses.vault, 'AzureActiveDirectory', 'AzureMonitor']
  release: [addresses.endpoints, 'AzureActiveDirectory', 'AzureMonitor']
}
var denyInternet = {
  name: 'deny-inbound-from-internet'
  properties: {
    priority: 200
    direction: 'Inbound'
    access: 'Deny'
    protocol: '*'
    sourceAddressPrefix: 'Internet'
    sourcePortRange: '*'
    destinationAddressPrefix: '*'
    destinationPortRange: '*'
  }
}
var denyOtherOutbound = {
  name: 'deny-other-outbound'
  properties: {
    priority: 4000
    direction: 'Outbound'
    access: 'Deny'
    protocol: '*'
    sourceAddressPrefix: '*'
    sourcePortRange: '*'
    destinationAddressPrefix: '*'
    destinationPortRange: '*'
  }
}

// Default rules let everything out, and everything within the network: https://learn.microsoft.com/azure/virtual-network/network-security-groups-overview#default-security-rules
resource appGroups 'Microsoft.Network/networkSecurityGroups@2023-11-01' = [for app in items(destinations): {
  name: '${name}-${app.key}'
  location: location
  tags: tags
  properties: {
    securityRules: concat([denyInternet, denyOtherOutbound], map(app.value, (destination, i) => {
      name: 'allow-outbound-${i}'
      properties: {
        priority: 100 + i
        direction: 'Outbound'
        access: 'Allow'
        protocol: 'Tcp'
        sourceAddressPrefix: addresses[app.key]
        sourcePortRange: '*'
        destinationAddressPrefix: destination
        destinationPortRange: '443'
      }
    }))
  }
}]

resource endpointGroup 'Microsoft.Network/networkSecurityGroups@2023-11-01' = {
  name: '${name}-endpoints'
  location: location
  tags: tags
  properties: { securityRules: [denyInternet, denyOtherOutbound] }
}

// The second lock beside the rules of the release subnet. A custodian reaches the vault from a network of the owner's, so not only the
// link subnet is let in. That rules hold for private endpoints: https://learn.microsoft.com/azure/private-link/disable-private-endpoint-network-policy
resource vaultGroup 'Microsoft.Network/networkSecurityGroups@2023-11-01' = {
  name: '${name}-vault'
  location: location
  tags: tags
  properties: {
    securityRules: [
      denyInternet
      denyOtherOutbound
      {
        name: 'deny-inbound-from-release'
        properties: {
          priority: 100
          direction: 'Inbound'
          access: 'Deny'
          protocol: '*'
          sourceAddressPrefix: addresses.release
          sourcePortRange: '*'
          destinationAddressPrefix: '*'
          destinationPortRange: '*'
        }
      }
    ]
  }
}

// Flex Consumption asks for a subnet delegated to Microsoft.App/environments, one per app here:
// https://learn.microsoft.com/azure/azure-functions/flex-consumption-how-to#enable-virtual-network-integration
resource network 'Microsoft.Network/virtualNetworks@2023-11-01' = {
  name: name
  location: location
  tags: tags
  properties: {
    addressSpace: { addressPrefixes: ['10.20.0.0/22'] }
    subnets: [
      {
        name: subnetNames.link
        properties: {
          addressPrefix: addresses.link
          networkSecurityGroup: { id: appGroups[0].id }
          delegations: [{ name: 'flex', properties: { serviceName: 'Microsoft.App/environments' } }]
        }
      }
      {
        name: subnetNames.release
        properties: {
          addressPrefix: addresses.release
          networkSecurityGroup: { id: appGroups[1].id }
          delegations: [{ name: 'flex', properties: { serviceName: 'Microsoft.App/environments' } }]
        }
      }
      {
        name: subnetNames.endpoints
        properties: {
          addressPrefix: addresses.endpoints
          networkSecurityGroup: { id: endpointGroup.id }
          privateEndpointNetworkPolicies: 'Enabled'
        }
      }
      {
        name: subnetNames.vault
        properties: {
          addressPrefix: addresses.vault
          networkSecurityGroup: { id: vaultGroup.id }
          privateEndpointNetworkPolicies: 'Enabled'
        }
      }
    ]
  }
}

var workspaceId = resourceId('Microsoft.OperationalInsights/workspaces', workspaceName)
var groupEvents = [
  { category: 'NetworkSecurityGroupEvent', enabled: true }
  { category: 'NetworkSecurityGroupRuleCounter', enabled: true }
]

// https://learn.microsoft.com/azure/azure-monitor/reference/supported-logs/microsoft-network-networksecuritygroups-logs
resource appGroupLogs 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = [for (app, i) in items(destinations): {
  scope: appGroups[i]
  name: 'events'
  properties: { workspaceId: workspaceId, logs: groupEvents }
}]

resource endpointGroupLog 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  scope: endpointGroup
  name: 'events'
  properties: { workspaceId: workspaceId, logs: groupEvents }
}

resource vaultGroupLog 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  scope: vaultGroup
  name: 'events'
  properties: { workspaceId: workspaceId, logs: groupEvents }
}

resource zones 'Microsoft.Network/privateDnsZones@2020-06-01' = [for zone in zoneNames: {
  name: zone
  location: 'global'
  tags: tags
}]

resource zoneLinks 'Microsoft.Network/privateDnsZones/virtualNetworkLinks@2020-06-01' = [for (zone, i) in zoneNames: {
  parent: zones[i]
  name: '${name}-link'
  location: 'global'
  tags: tags
  properties: {
    registrationEnabled: false
    virtualNetwork: { id: network.id }
  }
}]
