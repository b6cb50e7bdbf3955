import {
  aws_cloudwatch as cloudwatch, aws_iam as iam, aws_pipes as pipes, aws_sqs as sqs, Stack,
} from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { IWorkflow } from '../i-workflow';
import { PropChecks } from '../prop-checks';
import { checkDeadLetterOptions, createDeadLetters, DeadLetters } from './dead-letters';
import { checkInteger } from './delivery';
import { PIPE_LIMITS, PipeOptions } from './pipe-options';
import { checkPipeOptions, createPipe, createPipeRole, decryptStatements } from './pipe-resources';
import { TriggerResources } from './trigger-resources';

/** Which messages start a workflow, and how many at once. */
export interface QueueTriggerOptions extends PipeOptions {
  /**
   * Queue whose messages start the workflow. Its visibility timeout should be longer than the pipe needs: for a synchronous start, longer than
   * an execution takes.
   *
   * A message is deleted once its execution has started (or, synchronously, succeeded). One that cannot start comes back, and ends up in
   * the queue's dead-letter queue: its own, or the one that this trigger creates. An imported queue is left as it is.
   */
  readonly queue: sqs.IQueue;

  /**
   * Most messages for one execution, whose input is an array of them, even of one. Up to 10,000; up to 10 without a batching window,
   * and for a FIFO queue.
   *
   * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-pipes-sqs.html
   * @default 1
   */
  readonly batchSize?: number;

  /**
   * How often a message may come back before it is parked in the dead-letter queue that this trigger creates: from 1 to 1,000 times.
   *
   * @default 5
   * @see https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SetQueueAttributes.html
   */
  readonly maxReceives?: number;
}

/** Props of `QueueTrigger`. */
export interface QueueTriggerProps extends QueueTriggerOptions {
  /** The workflow to start. */
  readonly workflow: IWorkflow;
}

/** What holds where the user says nothing. */
export const QUEUE_DEFAULTS = { batchSize: 1, maxReceives: 5 };

/**
 * @see https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SetQueueAttributes.html
 * @see https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-configure.html
 */
const QUEUE_LIMITS = { maxReceives: 1000, batchSizeFifo: 10, batchSizeWithoutWindow: 10 };

/** Starts a workflow for the messages of a queue (EventBridge Pipes from SQS). */
export class QueueTrigger extends TriggerResources {
  public readonly role: iam.IRole;
  public readonly summary: string;

  /**
   * The queue that receives what could not start an execution: the source queue's own dead-letter queue, or the one created for it.
   * None for an imported queue.
   */
  public readonly deadLetterQueue?: sqs.IQueue;
  public readonly deadLetterAlarm?: cloudwatch.IAlarm;

  /** The pipe. */
  public readonly pipe: pipes.CfnPipe;

  /** @throws where a prop is wrong: all problems in one error */
  constructor(scope: Construct, id: string, props: QueueTriggerProps) {
    super(scope, id, props.workflow);
    this.checkProps(props);

    const deadLetters = this.deadLettersOf(props);
    this.deadLetterQueue = deadLetters?.queue;
    this.deadLetterAlarm = deadLetters?.alarm;
    this.summary = `messages of ${props.queue.node.id}`;
    this.role = createPipeRole(this, props, [
      new iam.PolicyStatement({
        actions: ['sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:GetQueueAttributes'],
        resources: [props.queue.queueArn],
      }),
      ...decryptStatements(props.queue.encryptionMasterKey),
    ]);
    this.pipe = createPipe(this, {
      ...props,
      role: this.role,
      sourceArn: props.queue.queueArn,
      sourceParameters: {
        sqsQueueParameters: {
          batchSize: props.batchSize ?? QUEUE_DEFAULTS.batchSize,
          maximumBatchingWindowInSeconds: props.batchingWindow?.toSeconds(),
        },
      },
    });
  }

  /** SQS itself parks what comes back too often, so the dead-letter queue belongs to the source queue. */
  private deadLettersOf(props: QueueTriggerProps): DeadLetters | undefined {
    const { queue } = props;
    if (!(queue instanceof sqs.Queue)) return undefined;
    if (queue.deadLetterQueue) return createDeadLetters(this, { ...props, deadLetterQueue: queue.deadLetterQueue.queue });

    const deadLetters = createDeadLetters(this, props, { fifo: queue.fifo });
    redriveOf(queue).redrivePolicy = {
      deadLetterTargetArn: deadLetters.queue.queueArn,
      maxReceiveCount: props.maxReceives ?? QUEUE_DEFAULTS.maxReceives,
    };
    return deadLetters;
  }

  private checkProps(props: QueueTriggerProps): void {
    const checks = new PropChecks(this);
    const fifo = props.queue.fifo;
    const waits = (props.batchingWindow?.toMilliseconds() ?? 0) > 0;
    const mostMessages = fifo ? QUEUE_LIMITS.batchSizeFifo : waits ? PIPE_LIMITS.batchSize : QUEUE_LIMITS.batchSizeWithoutWindow;
    checkInteger(props.batchSize, { prop: 'batchSize', minimum: 1, maximum: mostMessages }, checks);
    if (fifo && waits) checks.add('batchingWindow', props.batchingWindow, 'a FIFO queue takes none; leave it out');
    checkInteger(props.maxReceives, { prop: 'maxReceives', minimum: 1, maximum: QUEUE_LIMITS.maxReceives }, checks);
    this.checkDeadLetters(props, checks);
    checkPipeOptions(props, props.workflow, checks);
    checkDeadLetterOptions(props, checks);
    checks.throwIfAny();
  }

  private checkDeadLetters({ queue, deadLetterQueue, maxReceives, alarmTopic }: QueueTriggerProps, checks: PropChecks): void {
    const own = queue instanceof sqs.Queue;
    const redriven = own && (queue.deadLetterQueue !== undefined || redriveOf(queue).redrivePolicy !== undefined);
    if (!own || redriven) {
      const why = own ? `${queue.node.path} parks its messages already` : `${queue.node.path} is imported: this app cannot change it`;
      if (deadLetterQueue) checks.add('deadLetterQueue', deadLetterQueue, `${why}; leave it out`);
      if (maxReceives !== undefined) checks.add('maxReceives', maxReceives, `${why}; leave it out`);
      if (alarmTopic && !own) checks.add('alarmTopic', alarmTopic, `${queue.node.path} is imported: its dead-letter queue is not known; leave it out`);
    } else if (Stack.of(queue) !== Stack.of(this)) {
      checks.add('queue', queue, 'it is of another stack and has no deadLetterQueue; give it one where it is made');
    }
    if (deadLetterQueue && deadLetterQueue.fifo !== queue.fifo) {
      checks.add('deadLetterQueue', deadLetterQueue, `it must be ${queue.fifo ? 'a FIFO' : 'a standard'} queue, as ${queue.node.path} is`);
    }
  }
}

function redriveOf(queue: sqs.Queue): sqs.CfnQueue {
  return queue.node.defaultChild as sqs.CfnQueue;
}
