import { ApprovalRequest } from './request/approval-request';

/** What a call came to, for the log. */
export type Outcome =
  | 'VIEWED' | 'VOTED' | 'DECIDED' | 'RECORDED_NOT_TOLD' | 'ALREADY_DECIDED' | 'ALREADY_VOTED'
  | 'BAD_LINK' | 'EXPIRED_LINK' | 'NOT_SIGNED_IN' | 'NOT_FOUND' | 'NOT_ALLOWED' | 'OTHER_ROUND' | 'LATE' | 'EXECUTION_ENDED'
  | 'BAD_FORM_TOKEN' | 'OLD_FORM_TOKEN' | 'BAD_SUBMISSION' | 'COMMENT_MISSING' | 'TOO_LARGE' | 'WRONG_TYPE' | 'WRONG_METHOD' | 'BUSY' | 'FAILED';

/** The form, where the person may decide. */
export interface DecisionForm {
  /** The CSRF token. */
  readonly token: string;
  /** What was typed already. */
  readonly comment: string;
  /** Whether what is wrong is wrong with the comment. */
  readonly wrongComment: boolean;
}

/** What is answered, before it is a page or JSON. */
export interface Answer {
  readonly statusCode: number;
  readonly outcome: Outcome;
  /** How the message is meant. */
  readonly tone: 'NEUTRAL' | 'GOOD' | 'BAD';
  /** Heading of a page that shows no request; three words or so. */
  readonly heading: string;
  /** What there is to say, in whole sentences. Empty where the request speaks for itself. */
  readonly message: string;
  /** The request, where the caller may see it. */
  readonly request?: ApprovalRequest;
  /** Who decides, where the caller may. */
  readonly who?: string;
  /** The form to decide with; absent where there is nothing to decide, and for programs. */
  readonly form?: DecisionForm;
  readonly mayDecide?: boolean;
  readonly headers?: { readonly [name: string]: string };
}
