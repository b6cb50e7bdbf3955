import type { Json } from '../../asl';

/** How a task waits for the service that it calls. */
export type IntegrationPattern = 'REQUEST_RESPONSE' | 'RUN_JOB' | 'WAIT_FOR_TASK_TOKEN';

/** A call that a state makes. */
export interface Call {
  readonly state: string;
  /** the state's Resource, as it is written */
  readonly resource: string;
  /** `lambda`, `dynamodb`, `aws-sdk:s3`, `activity`… */
  readonly service: string;
  /** `invoke`, `putItem`…; empty for an activity */
  readonly action: string;
  readonly pattern: IntegrationPattern;
  readonly request: Json;
  /** who makes the call: the machine's role, or the role of the state's Credentials */
  readonly roleArn: string;
  readonly machineArn: string;
  readonly machineName: string;
  readonly executionArn: string;
  readonly executionName: string;
  /** how often the state was retried before */
  readonly retryCount: number;
  readonly taskToken: string | undefined;
  /** virtual time in milliseconds since the epoch */
  readonly at: number;
  /** stands for the run: the same in all its executions, another at each start */
  readonly run: object;
}

/** What comes back for a call. */
export type Answer =
  | { readonly kind: 'output'; readonly output: Json; readonly submitted?: Json }
  | { readonly kind: 'failure'; readonly error?: string; readonly cause?: string; readonly submitted?: Json }
  /** nobody ever answers */
  | { readonly kind: 'never'; readonly submitted?: Json }
  /** the call was taken; somebody outside the run is to answer its token */
  | { readonly kind: 'awaited'; readonly submitted?: Json }
  | { readonly kind: 'delayed'; readonly milliseconds: number; readonly heartbeatEvery?: number; readonly answer: Answer }
  /** a promise of the user's brings the answer; virtual time stands still until then */
  | { readonly kind: 'promised'; readonly whenSettled: (use: (answer: Answer) => void) => void };

/** Something that answers calls. */
export interface Responder {
  answer(call: Call): Answer;
}

/** Where calls go. */
export interface CallDesk {
  /** @returns who answers the call, undefined where nobody does */
  find(call: Call): Responder | undefined;
  /** @returns why the role may not make the call, undefined where it may */
  denied(call: Call): string | undefined;
  /** Keeps the call for those who ask for it afterwards. */
  note(call: Call): void;
  /** @returns the words for a call that nobody answers */
  unanswered(call: Call): string;
  /** Whether an activity of that ARN exists, so that a worker outside the run may answer. */
  hasActivity(arn: string): boolean;
}
