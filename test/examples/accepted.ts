import { Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';

/** What holds data, and what others know by name: another logical id would replace a user's resource. */
const KEPT: ReadonlySet<string> = new Set([
  'AWS::ApiGateway::RestApi', 'AWS::Athena::WorkGroup', 'AWS::DynamoDB::GlobalTable', 'AWS::DynamoDB::Table', 'AWS::Events::EventBus', 'AWS::Glue::Database',
  'AWS::KMS::Key', 'AWS::S3::Bucket', 'AWS::SNS::Topic', 'AWS::SQS::Queue', 'AWS::SecretsManager::Secret', 'AWS::StepFunctions::StateMachine',
]);

/** The template of a stack without what changes with each line of a handler: the hashes of assets. */
export function templateWithoutHashes(stack: Stack): object {
  return JSON.parse(JSON.stringify(Template.fromStack(stack).toJSON()).replace(/[0-9a-f]{64}/g, 'HASH')) as object;
}

/** Types by logical id, of the resources that must keep theirs. */
export function keptIds(stack: Stack): { [logicalId: string]: string } {
  const resources = Object.entries(Template.fromStack(stack).toJSON().Resources as { [id: string]: { Type: string } });
  return Object.fromEntries(resources.filter(([, { Type }]) => KEPT.has(Type)).map(([id, { Type }]) => [id, Type]));
}
