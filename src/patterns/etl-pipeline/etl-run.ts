import { aws_sns as sns, aws_stepfunctions as sfn } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { ETL_ERRORS, ETL_MEMBERS, ETL_STATES, SUCCESS_METRIC } from './etl-names';
import { EtlStage } from './etl-stage';
import { call, inAnyCase } from './etl-states';
import { FailureStates } from './failure-states';
import { checkLease } from './lease-check';
import { LockSettings, LockStates } from './lock-states';
import { Quarantine } from './quarantine';
import { stageStates } from './stage-states';
import { Step } from '../../workflow';
import { PropChecks } from '../../workflow/prop-checks';
import { AslState } from '../../workflow/steps/asl-state';
import { expression, quoted } from '../../workflow/steps/jsonata';
import { Rendered } from '../../workflow/steps/step-work';

/** What a run is made of. */
export interface EtlRunSettings {
  /** What the pipeline is called in messages. */
  readonly pipeline: string;
  readonly stages: readonly EtlStage[];
  /** JSONata of the run date where the input has none. */
  readonly runDate: string;
  readonly lock?: LockSettings;
  readonly quarantine?: Quarantine;
  readonly failureTopic?: sns.ITopic;
  readonly onFailure: readonly Step[];
  /** Whether a success is reported as a metric. */
  readonly reportsSuccess: boolean;
}

/** The days of a year that every year has. */
const DAY = '(0[13578]|1[02])-(0[1-9]|[12][0-9]|3[01])|(0[469]|11)-(0[1-9]|[12][0-9]|30)|02-(0[1-9]|1[0-9]|2[0-8])';

/** The years that have one day more. */
const LEAP_YEAR = '[0-9]{2}(0[48]|[2468][048]|[13579][26])|([02468][048]|[13579][26])00';

/** A day of the calendar, without a conversion: what those make of the 31st of February is not for a pipeline to find out. */
const DATE = `/^([0-9]{4}-(${DAY})|(${LEAP_YEAR})-02-29)$/`;

/** A run of the pipeline, as the one step of its workflow. */
export class EtlRun extends Step {
  public readonly name = ETL_STATES.prepare;
  /** @internal */
  public readonly _compensation = undefined;
  /** @internal */
  public readonly _members = undefined;
  /** @internal */
  public readonly _condition = undefined;

  constructor(private readonly settings: EtlRunSettings) {
    super();
  }

  /** @internal */
  public get _stateNames(): readonly string[] {
    const { stages, onFailure } = this.settings;
    const { keepLock, stageOk, stepFailed, ...own } = ETL_STATES;
    return [
      ...Object.values(own),
      ...stages.flatMap(({ name, steps }) => [
        name, keepLock(name), stageOk(name), ...steps.flatMap((step) => [...step._stateNames, stepFailed(step.name)]),
      ]),
      ...onFailure.flatMap((step) => step._stateNames),
    ];
  }

  /** @internal */
  public _problems(): string[] {
    return [];
  }

  /** @internal */
  public _expressProblems(): string[] {
    return [];
  }

  /** Built from the end: each state leads to those that are there already. @internal */
  public _render(scope: Construct): Rendered {
    const { pipeline, stages, quarantine, failureTopic, onFailure } = this.settings;
    const lock = this.settings.lock && new LockStates(scope, this.settings.lock);
    const failure = new FailureStates(scope, { pipeline, quarantine, topic: failureTopic, steps: onFailure, lock });
    const done = new AslState(scope, ETL_STATES.done, {
      Type: 'Pass',
      Output: { runDate: expression(`$states.input.${ETL_MEMBERS.runDate}`), status: 'SUCCEEDED', run: '{% $states.input %}' },
    });

    let next = this.success(scope, lock ? lock.giveBack(ETL_STATES.giveBack, done) : done);
    const entries: sfn.IChainable[] = [];
    const checks = new PropChecks(pipeline);
    for (const [at, stage] of [...stages.entries()].reverse()) {
      const states = stageStates(scope, stage, next, failure.first);
      if (lock) checkLease(this.settings.lock!, stage, states, checks);
      entries.unshift(states);
      next = lock && at > 0 ? lock.keep(stage.name, states, failure.first) : states;
    }
    checks.throwIfAny();
    const start = this.startFrom(scope, entries);
    const begin = lock ? lock.take(start, failure.untouched) : start;
    failure.resumeAt(begin);
    const prepare = this.prepare(scope);
    prepare.next(this.check(scope, begin));
    return sfn.Chain.custom(prepare, [done], done);
  }

  private prepare(scope: Construct): AslState {
    const { runDate, startedAt } = ETL_MEMBERS;
    const date = `$exists($states.input.${runDate}) ? $states.input.${runDate} : (${this.settings.runDate})`;
    return new AslState(scope, ETL_STATES.prepare, {
      Type: 'Pass', Output: expression(`$merge([$states.input, {'${runDate}': ${date}, '${startedAt}': $now()}])`),
    });
  }

  /** Refuses what no stage could make sense of, before the lock is taken. */
  private check(scope: Construct, next: sfn.IChainable): AslState {
    const names = `[${this.settings.stages.map(({ name }) => quoted(name)).join(', ')}]`;
    const [date, from] = [`$states.input.${ETL_MEMBERS.runDate}`, `$states.input.${ETL_MEMBERS.startFrom}`];
    const goodDate = `$type(${date}) = 'string' and $contains($string(${date}), ${DATE})`;
    const goodStage = `$not($exists(${from})) or ${from} in ${names}`;
    const refused = new AslState(scope, ETL_STATES.refused, {
      Type: 'Fail',
      Error: ETL_ERRORS.invalidInput,
      Cause: expression(`(${goodDate} ? '' : 'runDate: got ' & $string(${date}) & '; give a date, YYYY-MM-DD. ') `
        + `& (${goodStage} ? '' : 'startFrom: got ' & $string(${from}) & '; give one of ' & $join(${names}, ', '))`),
    });
    return new AslState(scope, ETL_STATES.check, { Type: 'Choice' }).when(expression(`(${goodDate}) and (${goodStage})`), next).otherwise(refused);
  }

  private startFrom(scope: Construct, entries: readonly sfn.IChainable[]): sfn.IChainable {
    if (entries.length === 1) return entries[0];
    const choice = new AslState(scope, ETL_STATES.startFrom, { Type: 'Choice' });
    this.settings.stages.forEach(({ name }, at) => {
      if (at > 0) choice.when(expression(`$states.input.${ETL_MEMBERS.startFrom} = ${quoted(name)}`), entries[at]);
    });
    return choice.otherwise(entries[0]);
  }

  /** A run that only finds the lock taken succeeds too, so that the metric of executions does not tell how fresh the data is. */
  private success(scope: Construct, next: sfn.IChainable): sfn.IChainable {
    if (!this.settings.reportsSuccess) return next;
    const { namespace, name, dimension } = SUCCESS_METRIC;
    return inAnyCase(call(scope, {
      name: ETL_STATES.reportSuccess,
      resource: 'aws-sdk:cloudwatch:putMetricData',
      errors: 'CloudWatch',
      arguments: {
        Namespace: namespace,
        MetricData: [{ MetricName: name, Value: 1, Unit: 'Count', Dimensions: [{ Name: dimension, Value: '{% $states.context.StateMachine.Name %}' }] }],
      },
    }), next);
  }
}
