import { ExecutionState } from '../aws/executions';
import { ApprovalRequest, Vote } from '../request/approval-request';

/** Whether a request can be decided, and why not; in the order in which it is told. */
export type Standing =
  | { readonly is: 'OPEN' }
  | { readonly is: 'DECIDED' }
  | { readonly is: 'VOTED'; readonly vote: Vote }
  | { readonly is: 'LATE' }
  | { readonly is: 'ENDED'; readonly execution: ExecutionState };

/**
 * How the request stands for this person. Step Functions is asked where nothing else closes the request, and where a level passed: that the next one
 * is asked is only so while the workflow runs.
 */
export async function standingOf(
  request: ApprovalRequest, who: string, nowSeconds: number, stateOf: (execution: string) => Promise<ExecutionState>,
): Promise<Standing> {
  if (request.status === 'PASSED') return whileRunning({ is: 'DECIDED' }, await stateOf(request.execution));
  if (request.status !== 'PENDING') return { is: 'DECIDED' };
  const vote = request.votes.find(({ approver }) => approver === who);
  if (vote) return { is: 'VOTED', vote };
  if (nowSeconds >= request.deadline) return { is: 'LATE' };
  return whileRunning({ is: 'OPEN' }, await stateOf(request.execution));
}

function whileRunning(standing: Standing, execution: ExecutionState): Standing {
  return execution === 'RUNNING' ? standing : { is: 'ENDED', execution };
}
