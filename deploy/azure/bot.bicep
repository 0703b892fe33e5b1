// The bot's registration with Azure Bot Service, for one tenant, with its Teams channel.
//
//   az deployment group create --resource-group certdesk --template-file deploy/azure/bot.bicep \
//     --parameters host=certdesk.example.org
//
// Without appId a user-assigned managed identity is made and speaks for the bot: that works where Azure runs Certdesk.
// Elsewhere, give the id of a single-tenant app registration, and its certificate or secret to Certdesk.
targetScope = 'resourceGroup'

@description('Public host name of Certdesk, without https:// and path.')
@minLength(4)
param host string

@description('Name of the registration; unique in all of Azure.')
@minLength(4)
@maxLength(42)
param name string = 'certdesk-${uniqueString(resourceGroup().id)}'

@description('Name that people see.')
@maxLength(42)
param displayName string = 'Certdesk'

@description('Client id of a single-tenant app registration; empty makes a managed identity.')
param appId string = ''

@description('Region of the managed identity.')
param location string = resourceGroup().location

@description('Pricing tier.')
@allowed(['F0', 'S1'])
param sku string = 'F0'

param tags object = {}

var managed = empty(appId)

resource identity 'Microsoft.ManagedIdentity/userAssignedIdentities@2023-01-31' = if (managed) {
  name: name
  location: location
  tags: tags
}

resource bot 'Microsoft.BotService/botServices@2022-09-15' = {
  name: name
  location: 'global'
  kind: 'azurebot'
  sku: {
    name: sku
  }
  tags: tags
  properties: {
    displayName: displayName
    endpoint: 'https://${host}/api/messages'
    msaAppType: managed ? 'UserAssignedMSI' : 'SingleTenant'
    msaAppId: managed ? identity!.properties.clientId : appId
    msaAppMSIResourceId: managed ? identity.id : null
    msaAppTenantId: tenant().tenantId
    disableLocalAuth: true
    schemaTransformationVersion: '1.3'
  }
}

resource teams 'Microsoft.BotService/botServices/channels@2022-09-15' = {
  parent: bot
  name: 'MsTeamsChannel'
  location: 'global'
  properties: {
    channelName: 'MsTeamsChannel'
    properties: {
      acceptedTerms: true
      enableCalling: false
      isEnabled: true
    }
  }
}

output CERTDESK_TEAMS_APP_ID string = bot.properties.msaAppId
output CERTDESK_TEAMS_TENANT_ID string = bot.properties.msaAppTenantId
output identityResourceId string = managed ? identity.id : ''
