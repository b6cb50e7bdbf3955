import { ApprovalRequest, Vote } from './approval-request';

/** What a vote makes of a request: it stays `PENDING`, or the round is decided. */
export type Outcome = 'PENDING' | 'PASSED' | 'APPROVED' | 'REJECTED';

/**
 * Counts the votes of a round, the newest with them. Each approver counts once.
 *
 * Where nobody is listed, nobody knows how many could still approve: one rejection rejects.
 */
export function tally(request: ApprovalRequest, newest: Vote): Outcome {
  const votes = [...request.votes, newest];
  const count = (decision: Vote['decision']): number => new Set(votes.filter((vote) => vote.decision === decision).map(({ approver }) => approver)).size;
  if (count('APPROVED') >= request.quorum) return request.isLast ? 'APPROVED' : 'PASSED';
  const rejections = count('REJECTED');
  if (rejections === 0) return 'PENDING';
  if (request.rejection === 'ENDS') return 'REJECTED';
  return request.approvers.length - rejections < request.quorum ? 'REJECTED' : 'PENDING';
}
