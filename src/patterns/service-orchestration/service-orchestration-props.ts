import { aws_dynamodb as dynamodb, aws_kms as kms, aws_sqs as sqs, Duration } from 'aws-cdk-lib';
import { ApiTriggerOptions } from '../../workflow';
import { RetryPolicy } from '../../workflow/retry-policy';
import { Step } from '../../workflow/step';
import { WorkflowOptions } from '../../workflow/workflow-options';

/** What becomes of the request when a call fails for good. */
export enum FailureMode {
  /** The others are made, and the answer says what failed and why. */
  PARTIAL_RESULTS = 'PARTIAL_RESULTS',

  /** What completed is undone (see `Saga`), and the execution fails with the error of the call. */
  ALL_OR_NOTHING = 'ALL_OR_NOTHING',
}

/** HTTP statuses of the answers, each 200 to 599. */
export interface AnswerStatusCodes {
  /**
   * Each call answered.
   *
   * @default 200
   */
  readonly complete?: number;

  /**
   * Each call has a result; something stood in for at least one.
   *
   * @default 200
   */
  readonly degraded?: number;

  /**
   * Some calls failed.
   *
   * @default 207
   */
  readonly partial?: number;

  /**
   * Every call failed, or one of `requiredCalls`.
   *
   * @default 502
   */
  readonly failed?: number;
}

/**
 * Props of a `ServiceOrchestration`. Of the workflow's, two have defaults of their own: `workflowType` is Express where every call can run in one, else
 * Standard; `timeout` is 28 seconds where an API waits for the answer.
 */
export interface ServiceOrchestrationProps extends WorkflowOptions {
  /**
   * The calls, one after the other; those of a `Step.parallel` beside each other. Each is a `Step`, or made by `ServiceCall`.
   */
  readonly calls: Step[];

  /**
   * What becomes of the request when a call fails for good.
   *
   * @default FailureMode.PARTIAL_RESULTS
   */
  readonly failureMode?: FailureMode;

  /**
   * Names of calls without which there is no answer: when one fails, those after it are not made. Only with partial results.
   *
   * @default - none: the request has failed when every call has
   */
  readonly requiredCalls?: string[];

  /**
   * How long one attempt of a call may take that has no `timeout` of its own and waits for a response, in whole seconds.
   *
   * @default - Duration.seconds(5) in an Express workflow, else that of the step
   */
  readonly callTimeout?: Duration;

  /**
   * How calls are retried that have no `retry` of their own.
   *
   * @default - in an Express workflow transient errors, twice, after up to 1 and 2 seconds; else that of the step
   */
  readonly callRetry?: RetryPolicy;

  /**
   * The idempotency key of a request, which its calls make theirs of (see `IdempotencyKey`): a JSONata expression in `{% %}` over `$states.input`.
   * Where it gives nothing, null or an empty text, the execution fails with `ServiceOrchestration.NoIdempotencyKey` before any call.
   *
   * @default - the field `idempotencyKey` of the request, a number or a text that is not empty; else the execution's ARN, so that only retries of one
   * execution have the same
   */
  readonly idempotencyKey?: string;

  /**
   * Whether the answer says the cause of each failure beside its error. A cause may hold what the service said of itself.
   *
   * @default true
   */
  readonly causes?: boolean;

  /**
   * HTTP statuses of the answers, in the field `statusCode` of the output. Only with partial results.
   *
   * @default - 200, 200, 207, 502
   */
  readonly statusCodes?: AnswerStatusCodes;

  /**
   * The API that takes requests (`POST`). An Express workflow answers with its output, a Standard one with the ARN of its execution.
   *
   * @default - an API with the defaults of `Trigger.api`, where no `triggers` are given
   */
  readonly api?: ApiTriggerOptions;

  /**
   * Table with what executions share: circuits, permits, last good answers. Orchestrations with one table share them by name. Its partition key is the
   * text attribute `pk`, its sort key the text attribute `sk`; time to live is on `expiresAt`.
   *
   * @default - a new one where a call needs it, on demand
   */
  readonly table?: dynamodb.ITable;

  /**
   * Key that encrypts the new table.
   *
   * @default - a key that AWS owns
   */
  readonly tableEncryptionKey?: kms.IKey;

  /**
   * How compensations are retried that have no `retry` of their own. Only with all or nothing.
   *
   * @default - as in a `Saga`
   */
  readonly compensationRetry?: RetryPolicy;

  /**
   * Queue for people: gets what could not be undone. Only with all or nothing.
   *
   * @default - a new queue, as in a `Saga`
   */
  readonly parkingQueue?: sqs.IQueue;
}

/** What holds where the user says nothing. */
export const ORCHESTRATION_DEFAULTS = {
  failureMode: FailureMode.PARTIAL_RESULTS,
  callTimeoutExpress: Duration.seconds(5),
  callRetryExpress: { interval: Duration.seconds(1), maxAttempts: 2 },
  idempotencyKey: "{% ($key := $states.input.idempotencyKey; $type($key) = 'number' or $type($key) = 'string' and $key != '' ? $string($key) "
    + ': $states.context.Execution.Id) %}',
  causes: true,
  statusCodes: { complete: 200, degraded: 200, partial: 207, failed: 502 },
  statusCodeField: 'statusCode',
  /** A second less than API Gateway waits, so that the caller hears of the timeout: see `ApiTriggerOptions.invocation`. */
  timeoutBehindApi: Duration.seconds(28),
};
