import { aws_cloudwatch as cloudwatch, aws_sqs as sqs, Duration } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { acknowledge } from '../acknowledge';
import { checkAlarmTopic, notifyTopic } from '../alarms/alarm-topic';
import { PropChecks } from '../prop-checks';
import { Step } from '../step';
import { compensationsOf, sagaStateNames } from './saga-names';
import { SagaProps } from './saga-props';
import { SagaStep } from './saga-step';
import { checkStateName } from '../steps/name-check';
import { MAX_NAME_LENGTH } from '../steps/step-defaults';

/** How long the parking queue keeps a message: the longest that SQS does. */
const PARKING_RETENTION = Duration.days(14);

/**
 * Steps in order, undone in reverse when a later one fails.
 *
 * When a step fails for good, the compensations of the steps that completed run, the last one first, those in a group beside it
 * included: all steps of a group run to their end before that. A compensation receives the object as it then is, and under the saga's
 * name what happened: `{ failures: [{ step, error, cause }], undone: [step], parked: [...] }`. It may run twice and has to bear that.
 * One that fails for good itself is retried for hours, then parked: a message with the whole context goes to `parkingQueue`, an alarm
 * rings, and the remaining compensations still run. In the end the workflow fails with the original error; its cause is the original
 * one, followed by what else went wrong.
 *
 * The compensation of the last step has nothing to come after and takes no part.
 *
 * A step that timed out may have taken effect all the same. It counts as failed and is not undone: give it an idempotent call and a
 * retry on `States.Timeout`, or let the compensation of the step before it look. The timeout of the whole workflow and a stop by hand
 * end it without compensation, as AWS runs nothing after them: give the workflow a timeout that leaves room for the retries of the
 * compensations, each of which may take about 9 hours.
 *
 * A saga runs in a workflow: `new Workflow(this, 'Booking', { steps: [saga.step] })`.
 */
export class Saga extends Construct {
  /** The saga as a step of a workflow. */
  public readonly step: Step;
  /** Where compensations that failed for good wait for people. */
  public readonly parkingQueue: sqs.IQueue;
  /** Rings as long as a message waits in `parkingQueue`. */
  public readonly parkingAlarm: cloudwatch.Alarm;

  /** @throws when props contradict each other; one error lists every problem */
  constructor(scope: Construct, id: string, props: SagaProps) {
    super(scope, id);
    const name = props.name ?? id;
    this.checkProps(name, props);
    this.parkingQueue = props.parkingQueue ?? new sqs.Queue(this, 'ParkingQueue', {
      encryption: sqs.QueueEncryption.SQS_MANAGED,
      enforceSSL: true,
      retentionPeriod: PARKING_RETENTION,
    });
    if (!props.parkingQueue) {
      acknowledge(this.parkingQueue, 'AwsSolutions-SQS3', 'what is parked here waits for people, and no consumer can fail on it');
    }
    this.parkingAlarm = new cloudwatch.Alarm(this, 'ParkingAlarm', {
      alarmDescription: `a compensation of saga ${name} failed for good: see the messages in its parking queue`,
      metric: this.parkingQueue.metricApproximateNumberOfMessagesVisible({ period: Duration.minutes(1), statistic: 'Maximum' }),
      threshold: 1,
      evaluationPeriods: 1,
      comparisonOperator: cloudwatch.ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
      treatMissingData: cloudwatch.TreatMissingData.NOT_BREACHING,
    });
    if (props.alarmTopic) notifyTopic(this.parkingAlarm, props.alarmTopic);
    this.step = new SagaStep({ ...props, name, parkingQueue: this.parkingQueue });
  }

  private checkProps(name: string, props: SagaProps): void {
    const checks = new PropChecks(this);
    checkStateName(checks, 'name', name);
    checks.check(props.steps.length > 0, 'steps', props.steps, 'give at least one step');
    checks.check(props.parkingQueue?.fifo !== true, 'parkingQueue', props.parkingQueue, 'give a standard queue: a FIFO queue wants groups');
    checkAlarmTopic(props.alarmTopic, 'alarmTopic', checks);
    props.compensationRetry?._check(checks, 'compensationRetry');

    const after = [...props.afterSuccess ?? [], ...props.afterFailure ?? []];
    for (const step of [...props.steps, ...after]) {
      const sagas = [step, ...step._members ?? []].filter((one) => one instanceof SagaStep).map((one) => one.name);
      checks.check(sagas.length === 0, 'steps', sagas.join(), 'a saga cannot stand in a saga: list its steps in this one');
      checks.merge(step._problems());
    }
    for (const step of after) {
      checks.check(compensationsOf(step).length === 0, `step '${step.name}': compensation`, compensationsOf(step)[0]?.name,
        'what runs afterwards is not undone');
    }
    checkNames(checks, name, props);
    checks.throwIfAny();
  }
}

/** Every state's name stands once: the steps', and those that the saga makes of them. */
function checkNames(checks: PropChecks, saga: string, props: SagaProps): void {
  const seen = new Set<string>();
  for (const name of sagaStateNames(saga, props)) {
    checks.check(!seen.has(name), 'steps', name, 'two states would have this name: give one of their steps another `name`');
    checks.check(name.length <= MAX_NAME_LENGTH, 'steps', name, `state names have up to ${MAX_NAME_LENGTH} characters: shorten the step's name`);
    seen.add(name);
  }
}
