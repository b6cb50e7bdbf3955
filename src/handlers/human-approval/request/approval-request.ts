/** An answer of one approver to one asking. */
export interface Vote {
  readonly approver: string;
  readonly decision: 'APPROVED' | 'REJECTED';
  readonly comment: string;
  /** When, as ISO 8601. */
  readonly at: string;
  /** How the approver was known: `LINK`, `COGNITO`, `JWT` or `IAM`. */
  readonly via: string;
}

/** What became of a round. */
export interface Decision {
  readonly decision: string;
  readonly by: string;
  readonly at: string;
  readonly comment: string;
  /** `VOTES`, or `TIMEOUT` where the workflow gave up waiting. */
  readonly reason: string;
}

/** A request for an approval, as the workflow wrote it and approvers voted on it. */
export interface ApprovalRequest {
  readonly id: string;
  readonly status: 'PENDING' | 'PASSED' | 'APPROVED' | 'REJECTED' | 'TIMED_OUT';
  /** Number of the asking, from 1: it grows with each level and each escalation. */
  readonly round: number;
  readonly level: number;
  readonly levels: number;
  /** Whether an approval of this round approves the request. */
  readonly isLast: boolean;
  /** Lower-cased; empty where whoever has the link may decide, or whoever the authorizer lets in. */
  readonly approvers: readonly string[];
  /** How many approvals the round needs. */
  readonly quorum: number;
  /** Whether one rejection rejects, or only rejections that put the quorum out of reach. */
  readonly rejection: 'ENDS' | 'COUNTS';
  readonly commentRequired: boolean;
  /** Lower-cased; `''` where not known. Never decides. */
  readonly requester: string;
  readonly title: string;
  readonly summary: string;
  readonly fields: readonly { readonly label: string; readonly value: string }[];
  readonly votes: readonly Vote[];
  /** Grows with each vote: who read an older one decides on what is no longer so. */
  readonly version: number;
  /** When the round ends, in seconds since 1970. */
  readonly deadline: number;
  /** ARN of the execution that asks. */
  readonly execution: string;
  /** What wakes the execution; absent until it waits. */
  readonly taskToken?: string;
  readonly decision?: Decision;
  /** When the item goes away, in seconds since 1970. */
  readonly expiresAt: number;
}

/** What is recorded as the approver where nobody can be named. */
export const WHOEVER = 'whoever has the link';

/** A name as it is compared and recorded. */
export function nameOf(text: string): string {
  return text.toLowerCase();
}
