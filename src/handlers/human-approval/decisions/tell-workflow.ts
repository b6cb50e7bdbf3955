import { DecisionsPorts } from './ports';
import { errorFields } from '../log-line';
import { ApprovalRequest } from '../request/approval-request';

/**
 * Tells the workflow that its request is decided. The token comes from a read after the decision was written, for the workflow may have begun to
 * wait meanwhile; if it begins later, it sees the decision in the table. The output names the request and says nothing of the decision: the
 * workflow reads that from the table, so a token that leaks decides nothing.
 *
 * @returns whether the workflow knows; where it does not, whoever comes next tells it again
 */
export async function tellWorkflow({ id, round, taskToken }: ApprovalRequest, { executions, log }: DecisionsPorts): Promise<boolean> {
  if (taskToken === undefined) return true;
  try {
    await executions.wake(taskToken, { requestId: id, round });
    return true;
  } catch (error) {
    log(JSON.stringify({ requestId: id, outcome: 'RECORDED_NOT_TOLD', ...errorFields(error) }));
    return false;
  }
}
