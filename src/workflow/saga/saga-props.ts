import { aws_sns as sns, aws_sqs as sqs } from 'aws-cdk-lib';
import { RetryPolicy } from '../retry-policy';
import { Step } from '../step';

/** Props of a `Saga`. */
export interface SagaProps {
  /**
   * The steps in order, groups of parallel steps (`Step.parallel`) among them. The `compensation` of a step undoes it when a later one
   * fails for good.
   */
  readonly steps: Step[];

  /**
   * Name of the saga, 1 to 60 characters: of its last state, and of the member under which compensations find what happened.
   *
   * @default - the construct id
   */
  readonly name?: string;

  /**
   * Steps that run when all went well. What they do changes nothing about that: one that fails for good is retried as a compensation
   * is, then parked, and the next one runs.
   *
   * @default - none
   */
  readonly afterSuccess?: Step[];

  /**
   * Steps that run when the saga failed, after its compensations and before the failure ends the workflow. One that fails for good is
   * retried as a compensation is, then parked, and the next one runs.
   *
   * @default - none
   */
  readonly afterFailure?: Step[];

  /**
   * How compensations are retried that have no `retry` of their own.
   *
   * @default RetryPolicy.longer(); in an Express workflow any error, 5 times within 31 seconds
   */
  readonly compensationRetry?: RetryPolicy;

  /**
   * Queue for people: gets a message with the whole context of each compensation that failed for good. A standard queue.
   *
   * @default - a new queue, encrypted, for TLS only, that keeps messages for 14 days
   */
  readonly parkingQueue?: sqs.IQueue;

  /**
   * Topic that hears when something is parked.
   *
   * @default - the alarm only shows in CloudWatch
   */
  readonly alarmTopic?: sns.ITopic;
}
