import { ExecutionState } from '../aws/executions';
import { Authorization } from '../caller';
import { ApprovalRequest, Vote } from '../request/approval-request';
import { AuditEntry } from '../request/request-table';
import { Outcome } from '../request/tally';
import { SigningKeys } from '../signing/signing-keys';

/** The requests, as deciding needs them: `RequestTable` over DynamoDB. */
export interface Requests {
  read(id: string): Promise<ApprovalRequest | undefined>;
  record(request: ApprovalRequest, entry: AuditEntry): Promise<void>;
  vote(request: ApprovalRequest, vote: Vote, outcome: Outcome): Promise<boolean>;
}

/** What the function `decisions` needs of the world. */
export interface DecisionsPorts {
  readonly requests: Requests;
  readonly executions: { state(execution: string): Promise<ExecutionState>; wake(taskToken: string, output: object): Promise<void> };
  readonly keys: SigningKeys;
  /** How people are known on `/requests/{id}`. Programs are always known by IAM. */
  readonly authorization: Authorization;
  /** The claim of a sign-in that names the person. */
  readonly identityClaim: string;
  /** The time, in milliseconds since 1970. */
  readonly now: () => number;
  /** A number from 0 up to 1. */
  readonly random: () => number;
  /** Waits that many milliseconds. */
  readonly wait: (ms: number) => Promise<void>;
  /** Takes one line of the log. */
  readonly log: (line: string) => void;
}
