import type { ResourceFacts, ResourceType } from './resource-type';

const tableArn = (r: ResourceFacts) => `arn:${r.partition}:dynamodb:${r.region}:${r.account}:table/${r.name}`;
/** AWS names a stream by when it was made. */
const streamArn = (r: ResourceFacts) => `${tableArn(r)}/stream/2024-01-01T00:00:00.000`;
const table = (type: string): ResourceType => ({
  type, nameProperty: 'TableName', maxNameLength: 255, arn: tableArn, attributes: { StreamArn: streamArn, TableId: (r) => r.digits(32) },
});

export const DYNAMODB: readonly ResourceType[] = [table('AWS::DynamoDB::Table'), table('AWS::DynamoDB::GlobalTable')];
