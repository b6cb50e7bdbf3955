import { Aws, aws_sqs as sqs, aws_stepfunctions as sfn } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { PropChecks } from '../prop-checks';
import { RetryPolicy } from '../retry-policy';
import { Step } from '../step';
import { compensationsOf, SAGA_NAMES, sagaStateNames } from './saga-names';
import { SagaProps } from './saga-props';
import { SagaRecord } from './saga-record';
import { AslState } from '../steps/asl-state';
import { Json } from '../steps/json';
import { expression, member, objectOf } from '../steps/jsonata';
import { throwIfWrong } from '../steps/step-checks';
import { STEP_DEFAULTS } from '../steps/step-defaults';
import { Rendered, RenderOptions } from '../steps/step-work';
import { transientErrors } from '../steps/transient-errors';

/** What a saga's step is made of. */
export interface SagaStepProps extends SagaProps {
  readonly name: string;
  readonly parkingQueue: sqs.IQueue;
}

/** A saga as a step. */
export class SagaStep extends Step {
  public readonly name: string;
  /** @internal */
  public readonly _compensation = undefined;
  /** @internal */
  public readonly _members = undefined;
  /** @internal */
  public readonly _condition = undefined;

  constructor(private readonly props: SagaStepProps) {
    super();
    this.name = props.name;
  }

  /** @internal */
  public get _stateNames(): readonly string[] {
    return sagaStateNames(this.name, this.props);
  }

  /** @internal */
  public _problems(): string[] {
    const checks = new PropChecks(this.name);
    for (const step of this.all) checks.merge(step._problems());
    return [...checks.found];
  }

  /** @internal */
  public _expressProblems(): string[] {
    return this.all.flatMap((step) => [...step._expressProblems(), ...compensationsOf(step).flatMap((one) => one._expressProblems())]);
  }

  /** @internal */
  public _render(scope: Construct, options: RenderOptions = {}): Rendered {
    throwIfWrong(this, scope, options.workflowType);
    return new SagaStates(scope, this.props, options).render();
  }

  private get all(): Step[] {
    return [...this.props.steps, ...this.props.afterSuccess ?? [], ...this.props.afterFailure ?? []];
  }
}

/** The states of one saga. */
class SagaStates {
  private readonly record: SagaRecord;
  private readonly common: RenderOptions;
  private readonly retry: RetryPolicy;

  constructor(private readonly scope: Construct, private readonly props: SagaStepProps, { workflowType, retry, timeout }: RenderOptions) {
    this.record = new SagaRecord(props.name);
    this.common = { workflowType, retry, timeout };
    this.retry = props.compensationRetry
      ?? (workflowType === sfn.StateMachineType.EXPRESS ? RetryPolicy._longerExpress() : RetryPolicy.longer());
  }

  /** Built from the front: each step fails into what undoes those before it. */
  public render(): Rendered {
    let undo: sfn.IChainable = new AslState(this.scope, SAGA_NAMES.failed(this.props.name), {
      Type: 'Fail', Error: expression(this.record.error), Cause: expression(this.record.cause),
    });
    for (const step of [...this.props.afterFailure ?? []].reverse()) undo = this.attempt(step, step.name, undo);

    const parts: Rendered[] = [];
    for (const step of this.props.steps) {
      if (step._members) {
        for (const one of step._members) undo = this.undoing(one, undo, this.record.completed(one.name));
        parts.push(this.group(step, step._members, undo));
      } else {
        const failures = [{ next: undo, output: this.record.failed(step.name) }];
        parts.push(step._render(this.scope, { ...this.common, failures }));
        if (step !== this.props.steps.at(-1)) undo = this.undoing(step, undo);
      }
    }
    for (const step of this.props.afterSuccess ?? []) parts.push(this.attemptAfterwards(step));
    return parts.slice(1).reduce((chain, part) => chain.next(part), sfn.Chain.start(parts[0]));
  }

  /** Steps beside each other, all of which run to their end, and then the decision. */
  private group(group: Step, members: readonly Step[], undo: sfn.IChainable): Rendered {
    const parallel = new AslState(this.scope, group.name, { Type: 'Parallel', Output: expression(this.record.gathered()) });
    for (const step of members) {
      const failed = new AslState(this.scope, SAGA_NAMES.failed(step.name), { Type: 'Pass' });
      const failures = [{ next: failed, output: this.record.failedBeside(step.name) }];
      parallel.branch(step._render(this.scope, { ...this.common, result: 'alone', failures }));
    }
    const done = new AslState(this.scope, SAGA_NAMES.done(group.name), { Type: 'Pass', Output: expression(this.record.dropped) });
    const decision = new AslState(this.scope, SAGA_NAMES.decision(group.name), { Type: 'Choice' })
      .when(expression(this.record.anyFailed), undo).otherwise(done);
    parallel.next(decision);
    return sfn.Chain.custom(parallel, [done], done);
  }

  /** The compensation of `step`, then `next`; only when `completed` where that is not known beforehand. */
  private undoing(step: Step, next: sfn.IChainable, completed?: string): sfn.IChainable {
    if (!step._compensation) return next;
    const undo = this.attempt(step._compensation, step.name, next, this.record.undone(step.name));
    const conditions = [completed, step._condition].filter((one) => one !== undefined);
    if (conditions.length === 0) return undo;
    return new AslState(this.scope, SAGA_NAMES.toUndo(step.name), { Type: 'Choice' })
      .when(expression(conditions.map((one) => `(${one})`).join(' and ')), undo).otherwise(next);
  }

  /** `step`, retried for long and then parked; `next` comes in either case. */
  private attempt(step: Step, about: string, next: sfn.IChainable, joins?: string): sfn.IChainable {
    const park = this.park(step, about).catchTo(next, ['States.ALL'], expression(this.record.notParked));
    park.next(next);
    const rendered = this.attempted(step, about, park, joins);
    rendered.next(next);
    return rendered;
  }

  private attemptAfterwards(step: Step): Rendered {
    const park = this.park(step, step.name);
    const rendered = this.attempted(step, step.name, park);
    return sfn.Chain.custom(rendered.startState, [...rendered.endStates, park], rendered);
  }

  private attempted(step: Step, about: string, park: sfn.IChainable, joins?: string): Rendered {
    const failures = [{ next: park, output: this.record.parked(about, step.name) }];
    return step._render(this.scope, { ...this.common, retry: this.retry, joins, failures });
  }

  /** A message to people, with all that they need to finish the work by hand. */
  private park(step: Step, about: string): AslState {
    const results = objectOf(Object.fromEntries(this.resultNames.map((name) => [name, member('$states.input', name)])), String);
    const parked = `${this.record.path}.parked[-1]`;
    return new AslState(this.scope, SAGA_NAMES.park(step.name), {
      Type: 'Task',
      Resource: `arn:${Aws.PARTITION}:states:::sqs:sendMessage`,
      Arguments: {
        QueueUrl: this.props.parkingQueue.queueUrl,
        MessageBody: {
          saga: this.props.name,
          workflow: '{% $states.context.StateMachine.Id %}',
          execution: '{% $states.context.Execution.Id %}',
          step: about,
          compensation: step.name,
          error: expression(`${parked}.error`),
          cause: expression(`${parked}.cause`),
          failures: expression(`$append([], ${this.record.path}.failures)`),
          input: '{% $states.context.Execution.Input %}',
          results: expression(results),
        },
      },
      TimeoutSeconds: STEP_DEFAULTS.responseTimeout.toSeconds(),
      Retry: this.retry._render(transientErrors('SQS')) as unknown as Json,
      Output: '{% $states.input %}',
    });
  }

  private get resultNames(): string[] {
    return this.props.steps.flatMap((step) => (step._members ?? [step]).map((one) => one.name));
  }
}
