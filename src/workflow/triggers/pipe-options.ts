import { aws_lambda as lambda, Duration } from 'aws-cdk-lib';
import { TriggerInvocation } from './trigger-invocation';
import { DeadLetterOptions } from './trigger-options';

/** What the triggers that read a source through EventBridge Pipes have in common. */
export interface PipeOptions extends DeadLetterOptions {
  /**
   * Patterns of the records that count; a record that matches none is dropped from the source without starting anything. At most 5.
   *
   * `{ body: { kind: ['order'] } }` for a message in JSON, `{ eventName: ['INSERT'] }` for a table, `{ data: { kind: ['order'] } }` for Kinesis.
   *
   * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-pipes-event-filtering.html
   * @default - every record counts
   */
  readonly filters?: { [key: string]: any }[];

  /**
   * How long the pipe gathers records for a batch: up to 5 minutes.
   *
   * @default - it does not wait
   * @see https://docs.aws.amazon.com/eventbridge/latest/pipes-reference/API_PipeSourceSqsQueueParameters.html
   */
  readonly batchingWindow?: Duration;

  /**
   * Function that gets each batch, as an array, before the workflow, and whose answer goes on in its place.
   *
   * @default - the records go to the workflow as they are
   */
  readonly enrichment?: lambda.IFunction;

  /**
   * Template of each record's part of the workflow's input: `{ "orderId": <$.body.orderId> }`. Up to 8,192 characters.
   *
   * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-pipes-input-transformation.html
   * @default - the record as it is
   */
  readonly inputTemplate?: string;

  /**
   * Whether the pipe waits for the end of the execution, so that a batch whose execution fails is tried again. Express workflows only.
   *
   * @default TriggerInvocation.ASYNCHRONOUS
   */
  readonly invocation?: TriggerInvocation;

  /**
   * Whether the pipe runs.
   *
   * @default true
   */
  readonly enabled?: boolean;
}

/** What holds where the user says nothing. */
export const PIPE_DEFAULTS = {
  invocation: TriggerInvocation.ASYNCHRONOUS,
  enabled: true,
};

/**
 * What AWS takes.
 *
 * @see https://docs.aws.amazon.com/eventbridge/latest/pipes-reference/API_FilterCriteria.html
 * @see https://docs.aws.amazon.com/eventbridge/latest/pipes-reference/API_Filter.html
 * @see https://docs.aws.amazon.com/eventbridge/latest/pipes-reference/API_PipeTargetParameters.html
 * @see https://docs.aws.amazon.com/eventbridge/latest/pipes-reference/API_PipeSourceSqsQueueParameters.html
 */
export const PIPE_LIMITS = {
  filters: 5,
  filterCharacters: 4096,
  templateCharacters: 8192,
  batchSize: 10_000,
  batchingWindow: Duration.minutes(5),
};
