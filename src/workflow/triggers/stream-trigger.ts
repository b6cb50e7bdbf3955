import { aws_cloudwatch as cloudwatch, aws_iam as iam, aws_pipes as pipes, aws_sqs as sqs, Duration } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { IWorkflow } from '../i-workflow';
import { PropChecks } from '../prop-checks';
import { checkDeadLetterOptions, createDeadLetters, sendStatements } from './dead-letters';
import { checkDuration, checkInteger } from './delivery';
import { PIPE_LIMITS, PipeOptions } from './pipe-options';
import { checkPipeOptions, createPipe, createPipeRole } from './pipe-resources';
import { StreamSource } from './stream-source';
import { TriggerResources } from './trigger-resources';

/** Where a pipe starts to read a stream that it has not read before. */
export enum StreamStart {
  /** At what arrives from now on. */
  LATEST = 'LATEST',
  /** At the oldest record that the stream still has. */
  TRIM_HORIZON = 'TRIM_HORIZON',
}

/** Which records of a stream start a workflow, and how many at once. */
export interface StreamTriggerOptions extends PipeOptions {
  /** What is read: `StreamSource.table(table)` or `StreamSource.kinesis(stream)`. */
  readonly source: StreamSource;

  /**
   * Where the pipe starts to read.
   *
   * @default StreamStart.LATEST
   */
  readonly startingPosition?: StreamStart;

  /**
   * Most records for one execution, whose input is an array of them, even of one. From 1 to 10,000; the array must fit an execution's input.
   *
   * @default 10
   * @see https://docs.aws.amazon.com/eventbridge/latest/pipes-reference/API_PipeSourceKinesisStreamParameters.html
   */
  readonly batchSize?: number;

  /**
   * How many batches of a shard are on their way at once: from 1 to 10. Above 1, only the records of one key stay in order.
   *
   * @default 1
   * @see https://docs.aws.amazon.com/eventbridge/latest/pipes-reference/API_PipeSourceKinesisStreamParameters.html
   */
  readonly parallelizationFactor?: number;

  /**
   * How old a record may be and still be delivered: from 60 seconds to 7 days.
   *
   * @default Duration.hours(24)
   */
  readonly maxRecordAge?: Duration;

  /**
   * How often a batch is tried again, halved each time, before it is parked: from 0 to 10,000 times.
   *
   * @default 185
   * @see https://docs.aws.amazon.com/eventbridge/latest/pipes-reference/API_PipeSourceKinesisStreamParameters.html
   */
  readonly retryAttempts?: number;
}

/** Props of `StreamTrigger`. */
export interface StreamTriggerProps extends StreamTriggerOptions {
  /** The workflow to start. */
  readonly workflow: IWorkflow;
}

/** What holds where the user says nothing. */
export const STREAM_DEFAULTS = {
  startingPosition: StreamStart.LATEST,
  batchSize: 10,
  parallelizationFactor: 1,
  maxRecordAge: Duration.hours(24),
  retryAttempts: 185,
};

/** @see https://docs.aws.amazon.com/eventbridge/latest/pipes-reference/API_PipeSourceDynamoDBStreamParameters.html */
const STREAM_LIMITS = {
  parallelizationFactor: 10,
  minimumRecordAge: Duration.seconds(60),
  maximumRecordAge: Duration.days(7),
  retryAttempts: 10_000,
};

/** Starts a workflow for the records of a stream (EventBridge Pipes from DynamoDB Streams or Kinesis). */
export class StreamTrigger extends TriggerResources {
  public readonly role: iam.IRole;
  /** The queue that receives where in the stream a batch lies that could not start an execution. */
  public readonly deadLetterQueue?: sqs.IQueue;
  public readonly deadLetterAlarm?: cloudwatch.IAlarm;
  public readonly summary: string;

  /** The pipe. */
  public readonly pipe: pipes.CfnPipe;

  /** @throws where a prop is wrong: all problems in one error */
  constructor(scope: Construct, id: string, props: StreamTriggerProps) {
    super(scope, id, props.workflow);
    this.checkProps(props);

    const deadLetters = createDeadLetters(this, props);
    this.deadLetterQueue = deadLetters.queue;
    this.deadLetterAlarm = deadLetters.alarm;
    this.summary = `records of ${props.source.name}`;
    this.role = createPipeRole(this, props, [...props.source._statements(), ...sendStatements(deadLetters.queue)]);
    this.pipe = createPipe(this, {
      ...props,
      role: this.role,
      sourceArn: props.source._arn!,
      sourceParameters: props.source._parameters({
        startingPosition: props.startingPosition ?? STREAM_DEFAULTS.startingPosition,
        batchSize: props.batchSize ?? STREAM_DEFAULTS.batchSize,
        maximumBatchingWindowInSeconds: props.batchingWindow?.toSeconds(),
        parallelizationFactor: props.parallelizationFactor ?? STREAM_DEFAULTS.parallelizationFactor,
        maximumRecordAgeInSeconds: (props.maxRecordAge ?? STREAM_DEFAULTS.maxRecordAge).toSeconds(),
        maximumRetryAttempts: props.retryAttempts ?? STREAM_DEFAULTS.retryAttempts,
        onPartialBatchItemFailure: 'AUTOMATIC_BISECT',
        deadLetterConfig: { arn: deadLetters.queue.queueArn },
      }),
    });
  }

  private checkProps(props: StreamTriggerProps): void {
    const { parallelizationFactor, minimumRecordAge, maximumRecordAge, retryAttempts } = STREAM_LIMITS;
    const checks = new PropChecks(this);
    checks.check(props.source._arn !== undefined, 'source', props.source.name, 'it has no stream; give the table one (stream: StreamViewType.…)');
    checkInteger(props.batchSize, { prop: 'batchSize', minimum: 1, maximum: PIPE_LIMITS.batchSize }, checks);
    checkInteger(props.parallelizationFactor, { prop: 'parallelizationFactor', minimum: 1, maximum: parallelizationFactor }, checks);
    checkDuration(props.maxRecordAge, { prop: 'maxRecordAge', minimum: minimumRecordAge, maximum: maximumRecordAge }, checks);
    checkInteger(props.retryAttempts, { prop: 'retryAttempts', minimum: 0, maximum: retryAttempts }, checks);
    if (props.deadLetterQueue?.fifo) checks.add('deadLetterQueue', props.deadLetterQueue, 'a pipe parks records in a standard queue only');
    checkPipeOptions(props, props.workflow, checks);
    checkDeadLetterOptions(props, checks);
    checks.throwIfAny();
  }
}
