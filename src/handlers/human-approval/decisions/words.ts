import { ExecutionState } from '../aws/executions';
import { readable } from '../page/time';
import { ApprovalRequest, Vote } from '../request/approval-request';

/** What became of a request; of a level that passed, more is to say. */
const BECAME = { APPROVED: 'was approved', REJECTED: 'was rejected', TIMED_OUT: 'timed out' } as const;

/** What is said of a request that is decided: by whom and when, or that nobody did in time, and what the workflow made of that. */
export function decidedWords({ status, decision, level, levels }: ApprovalRequest): string {
  if (status === 'PENDING') return 'The request is not decided.';
  const silence = status === 'TIMED_OUT' || decision?.reason === 'TIMEOUT';
  const by = decision && !silence ? ` by ${decision.by}` : '';
  const on = decision ? ` on ${readable(decision.at)}` : '';
  if (status === 'PASSED') return `Level ${level} of ${levels} was approved${by}${on}. The request goes on to the next level.`;
  return `${silence ? 'Nobody decided in time, so the' : 'The'} request ${BECAME[status]}${by}${on}.`;
}

/** What is said to somebody who voted. */
export function votedWords(vote: Vote): string {
  return `You ${vote.decision === 'APPROVED' ? 'approved' : 'rejected'} this on ${readable(vote.at)}. Others have yet to answer.`;
}

/** What is said to somebody whose vote was just recorded. */
export function recordedWords(decision: Vote['decision'], request: ApprovalRequest): string {
  const own = `Your ${decision === 'APPROVED' ? 'approval' : 'rejection'} is recorded.`;
  return request.status === 'PENDING' ? `${own} Others have yet to answer.` : `${own} ${decidedWords(request)}`;
}

/**
 * What became of an asking that is over, for somebody whose link belongs to it. Where the request was both passed on to a level and escalated
 * since, nothing says which ended that asking, and neither is claimed.
 */
export function otherRoundWords(round: number, request: ApprovalRequest): string {
  if (round > request.round) return 'The request is not open for this link yet. Please try again in a moment.';
  const escalated = request.level === 1;
  const passed = request.level === request.round;
  const became = escalated ? 'It was not answered in time and was passed on to others, who have links of their own.'
    : passed ? `Your level approved it, and it went on to level ${request.level} of ${request.levels}.`
      : 'The request was passed on since, to the next level or to others, who have links of their own.';
  return `This link belongs to an earlier asking, which is over. ${became}${request.status === 'PENDING' ? '' : ` ${decidedWords(request)}`}`;
}

const ENDINGS: { readonly [state in ExecutionState]: string } = {
  RUNNING: 'is still running',
  SUCCEEDED: 'has ended well',
  FAILED: 'has failed',
  TIMED_OUT: 'ran out of time',
  ABORTED: 'was stopped',
  PENDING_REDRIVE: 'has failed and is to be run again',
  GONE: 'has ended, too long ago to say how',
};

/** What is said where the workflow is no longer there to hear a decision. */
export function endedWords(state: ExecutionState): string {
  return `There is nothing left to decide: the workflow that asked ${ENDINGS[state]}.`;
}
