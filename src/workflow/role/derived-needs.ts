import { Stack } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import type { Definition } from '../../asl';
import { derivePermissions, PermissionContext, PermissionNeed } from '../../iam';
import { PropChecks } from '../prop-checks';
import { WorkflowProps } from '../workflow-props';
import { CdkResourceLookup } from './cdk-resource-lookup';

/** What the derivation has to know of the workflow besides its definition. */
export type OwnTraits = Pick<PermissionContext, 'machineArn' | 'machineName' | 'workflowType' | 'logging' | 'tracing' | 'encryptionKeyArn'>;

/** What the role of a definition needs; what cannot be told goes to `checks`. */
export function deriveNeeds(
  scope: Construct, definition: Definition, props: WorkflowProps, own: OwnTraits, checks: PropChecks,
): readonly PermissionNeed[] {
  const { partition, region, account } = Stack.of(scope);
  const { needs, diagnostics } = derivePermissions(definition, {
    ...own, partition, region, account, allowed: allowedResources(props), lookup: new CdkResourceLookup(scope),
  });
  checks.merge(diagnostics.map(({ message }) => `definition: ${message}`));
  return needs;
}

function allowedResources(props: WorkflowProps): PermissionContext['allowed'] {
  return {
    functions: props.allowedFunctions?.map((fn) => fn.functionArn),
    buckets: props.allowedBuckets?.map((bucket) => bucket.bucketArn),
    tables: props.allowedTables?.map((table) => table.tableArn),
    queues: props.allowedQueues?.map((queue) => queue.queueArn),
    topics: props.allowedTopics?.map((topic) => topic.topicArn),
    stateMachines: props.allowedStateMachines?.map((machine) => machine.stateMachineArn),
    roles: props.allowedRoles?.map((role) => role.roleArn),
    resources: props.allowedResources,
  };
}
