/** Names that the language itself gives to errors. */
export const ErrorName = {
  ALL: 'States.ALL',
  TASK_FAILED: 'States.TaskFailed',
  TIMEOUT: 'States.Timeout',
  HEARTBEAT_TIMEOUT: 'States.HeartbeatTimeout',
  RUNTIME: 'States.Runtime',
  DATA_LIMIT_EXCEEDED: 'States.DataLimitExceeded',
  PERMISSIONS: 'States.Permissions',
  QUERY_EVALUATION: 'States.QueryEvaluationError',
  NO_CHOICE_MATCHED: 'States.NoChoiceMatched',
  BRANCH_FAILED: 'States.BranchFailed',
  EXCEED_TOLERATED_FAILURE_THRESHOLD: 'States.ExceedToleratedFailureThreshold',
} as const;

/** Why a state failed. An error or a cause that AWS leaves out of its events stays undefined. */
export interface Failure {
  readonly error?: string;
  readonly cause?: string;
  /** neither Retry nor Catch sees it: the execution fails */
  readonly terminal?: boolean;
  /** it came out of a task, so States.TaskFailed names it too */
  readonly fromTask?: boolean;
  /** no heartbeat came in time, so States.HeartbeatTimeout names it too */
  readonly heartbeat?: boolean;
}

/** Thrown inside the engine to fail the state that is being run. */
export class StateFailure extends Error {
  constructor(public readonly failure: Failure) {
    super(failure.cause ?? failure.error);
  }
}

/** Thrown to fail a state with States.Runtime: the execution ends, whatever the state catches. */
export class RuntimeFailure extends Error {}

/** Thrown where an expression's value is not what its field takes: States.QueryEvaluationError. */
export class FieldFailure extends Error {
  constructor(public readonly location: string, message: string) {
    super(message);
  }
}
