import { aws_cloudwatch as cloudwatch, Duration } from 'aws-cdk-lib';
import { PropChecks } from '../prop-checks';
import { WORKFLOW_DEFAULTS } from '../workflow-defaults';

/** What all ways of releasing share. */
export interface ReleaseProps {
  /**
   * Name of the alias that callers and triggers start: 1 to 80 letters, digits, `.`, `-` and `_`, not digits alone.
   *
   * @default 'live'
   * @see https://docs.aws.amazon.com/step-functions/latest/apireference/API_CreateStateMachineAlias.html
   */
  readonly aliasName?: string;

  /**
   * Alarms that stop a shift and send all executions back to the version before.
   *
   * @default - the workflow's alarms
   */
  readonly rollbackAlarms?: cloudwatch.IAlarm[];
}

/** How executions shift to a new version step by step. */
export interface ShiftProps extends ReleaseProps {
  /**
   * Percentage of new executions that each step shifts, from 1 to 99.
   *
   * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-properties-stepfunctions-statemachinealias-deploymentpreference.html
   */
  readonly percentage: number;

  /** Time between steps, in whole minutes: 1 minute to 35 hours. */
  readonly interval: Duration;
}

/**
 * How new versions of a workflow are released. Every deployment that changes the workflow publishes a version that stays;
 * an alias, which triggers and `grantStart` use, moves to it and moves back when an alarm is raised.
 *
 * @see https://docs.aws.amazon.com/step-functions/latest/dg/concepts-cd-aliasing-versioning.html
 */
export class Releases {
  /** All new executions run the new version at once. */
  public static allAtOnce(props: ReleaseProps = {}): Releases {
    return new Releases('ALL_AT_ONCE', props);
  }

  /** Every interval, another `percentage` of new executions runs the new version. */
  public static linear(props: ShiftProps): Releases {
    return new Releases('LINEAR', props, props.percentage, props.interval);
  }

  /** For one interval, `percentage` of new executions runs the new version; then all do. */
  public static canary(props: ShiftProps): Releases {
    return new Releases('CANARY', props, props.percentage, props.interval);
  }

  /** Name of the alias. */
  public readonly aliasName: string;

  private constructor(
    /** `ALL_AT_ONCE`, `LINEAR` or `CANARY`. */
    public readonly shift: string,
    private readonly props: ReleaseProps,
    /** Percentage of each step; none for all at once. */
    public readonly percentage?: number,
    /** Time between steps; none for all at once. */
    public readonly interval?: Duration,
  ) {
    this.aliasName = props.aliasName ?? WORKFLOW_DEFAULTS.aliasName;
  }

  /** Alarms that roll a release back; none where the workflow's own do. */
  public get rollbackAlarms(): cloudwatch.IAlarm[] | undefined {
    return this.props.rollbackAlarms;
  }

  /** @internal */
  public _check(workflowHasAlarms: boolean, checks: PropChecks): void {
    const named = /^[\w.-]{1,80}$/.test(this.aliasName) && !/^\d+$/.test(this.aliasName);
    checks.check(named, 'releases.aliasName', this.aliasName, "give 1 to 80 letters, digits, '.', '-' and '_', and not digits alone");
    checks.check(this.percentage === undefined || (Number.isInteger(this.percentage) && this.percentage >= 1 && this.percentage <= 99),
      'releases.percentage', this.percentage, 'give a whole number from 1 to 99');
    const minutes = this.interval?.toMinutes({ integral: false });
    checks.check(minutes === undefined || (Number.isInteger(minutes) && minutes >= 1 && minutes <= 2100),
      'releases.interval', this.interval, 'give whole minutes, from 1 minute to 35 hours');
    checks.check(this.rollbackAlarms === undefined || this.rollbackAlarms.length > 0, 'releases.rollbackAlarms', this.rollbackAlarms,
      "give at least one alarm, or leave it out for the workflow's own");
    checks.check(this.rollbackAlarms !== undefined || workflowHasAlarms, 'releases.rollbackAlarms', this.rollbackAlarms,
      'give alarms that roll a release back: the alarms of the workflow are switched off');
  }
}
