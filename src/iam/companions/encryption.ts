import type { PermissionContext } from '../permission-context';
import type { PermissionNeed } from '../permission-need';

const MACHINE = 'kms:EncryptionContext:aws:states:stateMachineArn';

/**
 * A customer managed key for the definition, the executions and, where the machine logs, the log events.
 *
 * @see https://docs.aws.amazon.com/step-functions/latest/dg/encryption-at-rest.html
 */
export function encryption(key: string, context: PermissionContext, hasMapRun: boolean): PermissionNeed[] {
  const { partition, region, account } = context;
  const needs: PermissionNeed[] = [{
    actions: ['kms:Decrypt', 'kms:GenerateDataKey'],
    resources: [key],
    // the executions of a map run belong to `NAME/LABEL`
    conditions: hasMapRun
      ? { StringLike: { [MACHINE]: [context.machineArn, `${context.machineArn}/*`] } } : { StringEquals: { [MACHINE]: context.machineArn } },
    reason: 'encrypts its definition and executions',
    states: [],
    self: true,
  }];
  if (context.logging) {
    needs.push({
      actions: ['kms:GenerateDataKey'],
      resources: [key],
      conditions: { StringEquals: { 'kms:EncryptionContext:SourceArn': `arn:${partition}:logs:${region}:${account}:*` } },
      reason: 'encrypts the logs it delivers',
      states: [],
    });
  }
  return needs;
}
