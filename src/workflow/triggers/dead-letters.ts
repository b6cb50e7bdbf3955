import { aws_cloudwatch as cloudwatch, aws_iam as iam, aws_sqs as sqs, Duration } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { acknowledge } from '../acknowledge';
import { checkAlarmTopic, notifyTopic } from '../alarms/alarm-topic';
import { IWorkflow } from '../i-workflow';
import { PropChecks } from '../prop-checks';
import { DeadLetterOptions } from './trigger-options';

/**
 * How long a dead-letter queue keeps what nobody has looked at: the longest that SQS keeps a message.
 *
 * @see https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SetQueueAttributes.html
 */
export const DEAD_LETTER_RETENTION = Duration.days(14);

/** Lets a role park what could not be delivered. */
export function sendStatements(queue: sqs.IQueue): iam.PolicyStatement[] {
  const key = queue.encryptionMasterKey;
  return [
    new iam.PolicyStatement({ actions: ['sqs:SendMessage'], resources: [queue.queueArn] }),
    ...key ? [new iam.PolicyStatement({ actions: [...QUEUE_KEY_ACTIONS], resources: [key.keyArn] })] : [],
  ];
}

/**
 * What sending to a queue with a customer key needs of the key.
 *
 * @see https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-key-management.html
 */
export const QUEUE_KEY_ACTIONS: readonly string[] = ['kms:GenerateDataKey', 'kms:Decrypt'];

/** The queue for what could not be delivered, and the alarm on it. */
export interface DeadLetters {
  readonly queue: sqs.IQueue;
  readonly alarm?: cloudwatch.Alarm;
}

/** Notes what is wrong with the dead-letter props. */
export function checkDeadLetterOptions(options: DeadLetterOptions, checks: PropChecks): void {
  checkAlarmTopic(options.alarmTopic, 'alarmTopic', checks);
  if (options.deadLetterAlarm === false && options.alarmTopic) {
    checks.add('alarmTopic', options.alarmTopic, 'it has nothing to say while deadLetterAlarm is false; leave out one of the two');
  }
}

/** What else decides how a dead-letter queue and its alarm look. */
export interface DeadLetterSettings {
  /** Whether what is parked comes in order. */
  readonly fifo?: boolean;
  /** What a message in the queue means, as the alarm says it after the path. Default: its workflow could not be started. */
  readonly meaning?: string;
}

/** Creates the dead-letter queue, unless one is given, and the alarm that rings when a message lies in it. */
export function createDeadLetters(
  scope: Construct, options: DeadLetterOptions & { readonly workflow?: IWorkflow }, settings: DeadLetterSettings = {},
): DeadLetters {
  const queue = options.deadLetterQueue ?? createDeadLetterQueue(scope, settings.fifo ?? false);
  if (options.deadLetterAlarm === false) return { queue };

  const alarm = new cloudwatch.Alarm(scope, 'DeadLetterAlarm', {
    alarmDescription: `${scope.node.path} ${settings.meaning ?? 'could not start its workflow'}: look into the dead-letter queue`,
    metric: queue.metricApproximateNumberOfMessagesVisible({ period: Duration.minutes(1), statistic: cloudwatch.Stats.MAXIMUM }),
    threshold: 0,
    comparisonOperator: cloudwatch.ComparisonOperator.GREATER_THAN_THRESHOLD,
    evaluationPeriods: 1,
    treatMissingData: cloudwatch.TreatMissingData.NOT_BREACHING,
  });
  const topic = options.alarmTopic ?? options.workflow?.alarmTopic;
  if (topic) notifyTopic(alarm, topic);
  return { queue, alarm };
}

function createDeadLetterQueue(scope: Construct, fifo: boolean): sqs.Queue {
  const queue = new sqs.Queue(scope, 'DeadLetterQueue', {
    encryption: sqs.QueueEncryption.SQS_MANAGED,
    enforceSSL: true,
    retentionPeriod: DEAD_LETTER_RETENTION,
    fifo: fifo || undefined,
  });
  // The rule looks for queues and functions that name a queue as theirs, and knows no rules, schedules and pipes.
  acknowledge(queue, 'AwsSolutions-SQS3', 'this queue is itself a dead-letter queue');
  return queue;
}
