import { generatedPrefixes, iamPrefixes } from '../facts';

/**
 * SDK services whose IAM prefix neither their name nor the SDK metadata tells, as the resource of an AWS SDK integration
 * writes them (the SDK's service name, lowercase).
 *
 * @see https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html
 */
const PREFIXES: Readonly<Record<string, string>> = {
  bedrockagentcorecontrol: 'bedrock-agentcore',
  cloudcontrol: 'cloudformation',
  computeoptimizerautomation: 'aco-automation',
  connecthealth: 'health-agent',
  devopsagent: 'aidevops',
  iotdataplane: 'iot',
  iotdata: 'iot',
  ioteventsdata: 'iotevents',
  iotjobsdataplane: 'iotjobsdata',
  iotsecuretunneling: 'iot',
  keyspacesstreams: 'cassandra',
  marketplacediscovery: 'aws-marketplace',
  mturk: 'mechanicalturk',
  mwaaserverless: 'airflow-serverless',
  partnercentralaccount: 'partnercentral',
  partnercentralbenefits: 'partnercentral',
  partnercentralchannel: 'partnercentral',
  partnercentralselling: 'partnercentral',
  resourcegroupstaggingapi: 'tag',
  signerdata: 'signer',
  simpledb: 'sdb',
  simpledbv2: 'sdb',
};

/** IAM prefix of an SDK service; nothing when there is no such service. */
export function prefixOf(service: string): string | undefined {
  const name = plain(service);
  return PREFIXES[name] ?? generatedPrefixes()[name] ?? iamPrefixes().find((prefix) => plain(prefix) === name);
}

/** Names of SDK services, for a message. */
export function serviceNames(): string[] {
  return [...new Set([...Object.keys(PREFIXES), ...Object.keys(generatedPrefixes()), ...iamPrefixes().map(plain)])];
}

function plain(name: string): string {
  return name.toLowerCase().replace(/[^a-z0-9]/g, '').replace(/(?<=.)service$/, '');
}
