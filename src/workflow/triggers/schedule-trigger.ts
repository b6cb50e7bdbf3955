import {
  aws_cloudwatch as cloudwatch, aws_iam as iam, aws_scheduler as scheduler, aws_sqs as sqs, Duration,
} from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { IWorkflow } from '../i-workflow';
import { PropChecks } from '../prop-checks';
import { checkDeadLetterOptions, createDeadLetters, sendStatements } from './dead-letters';
import { checkDelivery, checkDuration, renderRetryPolicy } from './delivery';
import { checkScheduleExpression, checkTimeZone } from './schedule-expression-check';
import { DeliveryOptions } from './trigger-options';
import { TriggerResources } from './trigger-resources';

/** When a schedule starts a workflow, and with which input. */
export interface ScheduleTriggerOptions extends DeliveryOptions {
  /**
   * When the workflow starts: `ScheduleExpression.cron({ hour: '2', minute: '0', timeZone: TimeZone.EUROPE_BERLIN })`,
   * `ScheduleExpression.rate(Duration.hours(1))` or, once, `ScheduleExpression.at(date)`.
   *
   * A time zone's summer time is observed; without a time zone, it is UTC.
   *
   * @see https://docs.aws.amazon.com/scheduler/latest/UserGuide/schedule-types.html
   */
  readonly schedule: scheduler.ScheduleExpression;

  /**
   * Time window in which the start may fall, from 1 minute to 24 hours: it spreads the load of many schedules.
   *
   * @see https://docs.aws.amazon.com/scheduler/latest/UserGuide/managing-schedule-flexible-time-windows.html
   * @default - none: within 60 seconds of the time
   */
  readonly flexibleWindow?: Duration;

  /**
   * Input of each execution, as an object. Scheduler's keywords are filled in, such as `<aws.scheduler.scheduled-time>`.
   *
   * @see https://docs.aws.amazon.com/scheduler/latest/UserGuide/managing-schedule-context-attributes.html
   * @default { scheduledTime: '<aws.scheduler.scheduled-time>' }
   */
  readonly input?: { [key: string]: any };

  /**
   * Input of each execution as JSON text, where it holds nulls or is no object.
   *
   * @default - `input`
   */
  readonly inputJson?: string;

  /**
   * The schedule starts nothing before this moment.
   *
   * @default - from its deployment on
   */
  readonly start?: Date;

  /**
   * The schedule starts nothing after this moment.
   *
   * @default - without end
   */
  readonly end?: Date;

  /**
   * Whether the schedule runs.
   *
   * @default true
   */
  readonly enabled?: boolean;
}

/** Props of `ScheduleTrigger`. */
export interface ScheduleTriggerProps extends ScheduleTriggerOptions {
  /** The workflow to start. */
  readonly workflow: IWorkflow;
}

/** The shortest and the longest flexible window. @see https://docs.aws.amazon.com/scheduler/latest/APIReference/API_FlexibleTimeWindow.html */
export const FLEXIBLE_WINDOW_LIMITS = { minimum: Duration.minutes(1), maximum: Duration.minutes(1440) };

/** Input of an execution where the user gives none. */
export const SCHEDULE_INPUT_DEFAULT = { scheduledTime: '<aws.scheduler.scheduled-time>' };

/** Starts a workflow at times (EventBridge Scheduler). */
export class ScheduleTrigger extends TriggerResources {
  public readonly role: iam.IRole;
  public readonly deadLetterQueue?: sqs.IQueue;
  public readonly deadLetterAlarm?: cloudwatch.IAlarm;
  public readonly summary: string;

  /** The schedule. */
  public readonly schedule: scheduler.ISchedule;

  /** @throws where a prop is wrong: all problems in one error */
  constructor(scope: Construct, id: string, props: ScheduleTriggerProps) {
    super(scope, id, props.workflow);
    this.checkProps(props);

    const { expressionString, timeZone } = props.schedule;
    this.summary = `schedule ${expressionString}${timeZone ? ` in ${timeZone.timezoneName}` : ''}`;

    const deadLetters = createDeadLetters(this, props);
    this.deadLetterQueue = deadLetters.queue;
    this.deadLetterAlarm = deadLetters.alarm;
    this.role = this._createRole('scheduler.amazonaws.com', this._onlyFrom('scheduler', 'schedule-group/default'), [
      this._startStatement(),
      ...sendStatements(deadLetters.queue),
    ]);

    this.schedule = new scheduler.Schedule(this, 'Resource', {
      schedule: props.schedule,
      description: `Starts ${props.workflow.node.path}`.slice(0, MAXIMUM_DESCRIPTION_LENGTH),
      enabled: props.enabled,
      start: props.start,
      end: props.end,
      timeWindow: props.flexibleWindow ? scheduler.TimeWindow.flexible(props.flexibleWindow) : scheduler.TimeWindow.off(),
      target: {
        bind: () => ({
          arn: props.workflow.startArn,
          role: this.role,
          input: scheduler.ScheduleTargetInput.fromText(props.inputJson ?? JSON.stringify(props.input ?? SCHEDULE_INPUT_DEFAULT)),
          retryPolicy: renderRetryPolicy(props),
          deadLetterConfig: { arn: deadLetters.queue.queueArn },
        }),
      },
    });
  }

  private checkProps(props: ScheduleTriggerProps): void {
    const checks = new PropChecks(this);
    checkScheduleExpression(props.schedule.expressionString, checks);
    checkTimeZone(props.schedule.timeZone?.timezoneName, checks);
    checkDuration(props.flexibleWindow, { prop: 'flexibleWindow', step: 'minutes', ...FLEXIBLE_WINDOW_LIMITS }, checks);
    checkDelivery(props, checks);
    checkDeadLetterOptions(props, checks);
    if (props.input && props.inputJson !== undefined) checks.add('inputJson', props.inputJson, 'give input or inputJson, not both');
    if (props.inputJson !== undefined && !isJson(props.inputJson)) checks.add('inputJson', props.inputJson, 'give JSON text');
    if (props.start && props.end && props.start >= props.end) {
      checks.add('end', props.end.toISOString(), `give a moment after the start, ${props.start.toISOString()}`);
    }
    checks.throwIfAny();
  }
}

/** @see https://docs.aws.amazon.com/scheduler/latest/APIReference/API_CreateSchedule.html */
const MAXIMUM_DESCRIPTION_LENGTH = 512;

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
