import { aws_sns as sns, aws_sqs as sqs, Duration } from 'aws-cdk-lib';

/** What every trigger takes. */
export interface TriggerOptions {
  /**
   * Name of the trigger among those of its workflow. It is the id of its construct, so a change of it replaces the trigger's resources.
   *
   * A trigger that is made as a construct of its own (`new ScheduleTrigger(this, 'Nightly', …)`) has the id given there, and needs no name.
   *
   * @default - the kind of the trigger: 'Schedule', 'Event', 'S3Object', 'Queue', 'Stream', 'Api' or 'Workflow'
   */
  readonly triggerName?: string;
}

/** Where a trigger leaves what it could not deliver. */
export interface DeadLetterOptions extends TriggerOptions {
  /**
   * Queue that receives what could not start an execution.
   *
   * @default - a new queue: encrypted, reached over TLS only, keeping messages for 14 days
   */
  readonly deadLetterQueue?: sqs.IQueue;

  /**
   * Whether an alarm rings as soon as a message lies in the dead-letter queue.
   *
   * @default true
   */
  readonly deadLetterAlarm?: boolean;

  /**
   * Topic that the alarm on the dead-letter queue notifies.
   *
   * @default - the topic of the workflow's alarms; where they have none, the alarm notifies no one
   */
  readonly alarmTopic?: sns.ITopic;
}

/** How a trigger that EventBridge delivers tries again, and what becomes of an event that it gives up on. */
export interface DeliveryOptions extends DeadLetterOptions {
  /**
   * How long an event is worth delivering: from 60 seconds to 24 hours.
   *
   * @see https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_RetryPolicy.html
   * @default Duration.hours(24)
   */
  readonly maxEventAge?: Duration;

  /**
   * How often delivery is tried again: from 0 to 185 times, with backoff.
   *
   * @see https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_RetryPolicy.html
   * @default 185
   */
  readonly retryAttempts?: number;
}
