import { CfnResource, Stack } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { readResource } from './resource-kinds';
import type { KnownResource, ResourceKind } from '../../iam';

/** Where a kind of resource has the name that definitions call it by. */
const NAME_PROPERTIES: Readonly<Record<ResourceKind, readonly [type: string, property: string]>> = {
  'athena:workgroup': ['AWS::Athena::WorkGroup', 'name'],
  'dynamodb:table': ['AWS::DynamoDB::Table', 'tableName'],
  'ecs:cluster': ['AWS::ECS::Cluster', 'clusterName'],
  'ecs:task-definition': ['AWS::ECS::TaskDefinition', 'family'],
  'events:event-bus': ['AWS::Events::EventBus', 'name'],
  'lambda:function': ['AWS::Lambda::Function', 'functionName'],
  's3:bucket': ['AWS::S3::Bucket', 'bucketName'],
};

/**
 * The resource of this stack that has a name of its own and is called by it. Other stacks are not looked at:
 * a policy that references their resources would tie the stacks together where the definition does not.
 */
export function namedResource(scope: Construct, text: string, kind: ResourceKind): KnownResource | undefined {
  const [type, property] = NAME_PROPERTIES[kind] ?? [];
  if (type === undefined || property === undefined) return undefined;
  const stack = Stack.of(scope);
  const found = stack.node.findAll().find((construct) => CfnResource.isCfnResource(construct) && construct.cfnResourceType === type
    && construct.stack === stack && (construct as unknown as Record<string, unknown>)[property] === text);
  const known = found === undefined ? undefined : readResource(found as CfnResource);
  return known === undefined ? undefined : { ...known, ...asCalled(stack, kind, text) };
}

/** A task definition that is called by its family is any revision of it, not only the one that this deployment makes. */
function asCalled(stack: Stack, kind: ResourceKind, text: string): Partial<KnownResource> {
  return kind !== 'ecs:task-definition' ? {} : {
    arn: stack.formatArn({ service: 'ecs', resource: 'task-definition', resourceName: `${text}:*` }),
  };
}
