import { ExecutionState } from '../aws/executions';
import { ApprovalRequest, Vote } from '../request/approval-request';

/** Whether a request can be decided, and why not; in the order in which it is told. */
export type Standing =
  | { readonly is: 'OPEN' }
  | { readonly is: 'DECIDED' }
  | { readonly is: 'VOTED'; readonly vote: Vote }
  | { readonly is: 'LATE' }
  | { readonly is: 'ENDED'; readonly execution: ExecutionState };

/** How the request stands for this person. Step Functions is asked only where nothing else closes the request. */
export async function standingOf(
  request: ApprovalRequest, who: string, nowSeconds: number, stateOf: (execution: string) => Promise<ExecutionState>,
): Promise<Standing> {
  if (request.status !== 'PENDING') return { is: 'DECIDED' };
  const vote = request.votes.find(({ approver }) => approver === who);
  if (vote) return { is: 'VOTED', vote };
  if (nowSeconds >= request.deadline) return { is: 'LATE' };
  const execution = await stateOf(request.execution);
  return execution === 'RUNNING' ? { is: 'OPEN' } : { is: 'ENDED', execution };
}
