import { Construct } from 'constructs';
import { ownName } from '../own-name';
import { WORKFLOW_LIMITS } from '../workflow-defaults';

/** Log groups under this prefix do not count against the size limit of CloudWatch Logs resource policies. */
const PREFIX = '/aws/vendedlogs/states/';

/**
 * A name for the log group of a workflow that survives redeployments and that no other workflow of the account has.
 *
 * @see https://docs.aws.amazon.com/step-functions/latest/dg/bp-cwl.html
 */
export function logGroupName(workflow: Construct): string {
  return PREFIX + ownName(workflow, WORKFLOW_LIMITS.logGroupNameLength - PREFIX.length);
}
