/** What stands before a link. */
export const LINK_TEXT = 'See the request and decide';

/** Errors that an approval ends with. */
export const APPROVAL_ERRORS = {
  /** A step that waits for the approval fails with this when it was rejected. */
  rejected: 'Approval.Rejected',
  /** Nobody decided in time. */
  timedOut: 'Approval.TimedOut',
  /** There are fewer approvers than approvals are needed. */
  noApprover: 'Approval.NoApprover',
  /** No channel took the message. */
  notNotified: 'Approval.NotNotified',
  /** The table did not take the request. */
  notWritten: 'Approval.NotWritten',
  /** The request is not in the table any more. */
  lost: 'Approval.RequestLost',
  /** The approval's workflow ended without a decision: somebody stopped it, say. */
  ended: 'Approval.Ended',
};

/** Attributes and keys of the table, as the functions know them. */
export const TABLE = { id: 'id', entry: 'entry', expiry: 'expiresAt', request: 'REQUEST', audit: 'AUDIT#' };

/** Names of the states, by what they do. */
export const STATES = {
  prepare: 'Prepare request',
  level: 'Next level',
  escalate: 'Escalate',
  ask: 'Find approvers',
  enough: 'Enough approvers?',
  noteTooFew: 'Note too few',
  tooFew: 'Too few approvers',
  sign: 'Sign links',
  write: 'Write request',
  taken: 'Request is asked',
  notWritten: 'Not written',
  pause: 'Pause',
  remind: 'Record reminder',
  compose: 'Compose message',
  notify: 'Notify approvers',
  told: 'Anybody told?',
  noteNotTold: 'Note nobody told',
  notTold: 'Nobody told',
  wait: 'Wait for decision',
  look: 'Read decision',
  decided: 'Decided?',
  late: 'Time is up',
  close: 'Close request',
  lost: 'Request lost',
  timedOut: 'Timed out',
  outcome: 'Outcome',
};
