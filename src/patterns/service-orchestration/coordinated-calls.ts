import { aws_stepfunctions as sfn } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { CallRecords } from './call-records';
import { checkLongest } from './longest-call';
import { CALL_NAMES, IDEMPOTENCY_KEY, ORCHESTRATION_NAMES, sideMembers } from './names';
import { singleCalls } from './orchestration-checks';
import { outcome } from './outcome';
import { OwnStep } from './own-step';
import { ServiceErrors } from './service-errors';
import { ORCHESTRATION_DEFAULTS, ServiceOrchestrationProps } from './service-orchestration-props';
import { Saga, Step } from '../../workflow';
import { RetryPolicy } from '../../workflow/retry-policy';
import { AslState } from '../../workflow/steps/asl-state';
import { expression, expressionText, FAILURE, quoted } from '../../workflow/steps/jsonata';
import { Rendered, RenderOptions } from '../../workflow/steps/step-work';

/** All calls of an orchestration, between the state that accepts the request and the one that answers it. */
export class CoordinatedCalls extends OwnStep {
  public readonly name = ORCHESTRATION_NAMES.accept;

  /** @param saga what makes the calls all or nothing; without one the results may be partial */
  constructor(private readonly props: ServiceOrchestrationProps, private readonly saga?: Saga) {
    super();
  }

  /** @internal */
  public get _stateNames(): readonly string[] {
    const { calls } = this.props;
    const groups = this.saga ? [] : calls.filter(({ _members }) => _members);
    return [
      ORCHESTRATION_NAMES.accept, ORCHESTRATION_NAMES.answer,
      ...this.props.idempotencyKey === undefined ? [] : [ORCHESTRATION_NAMES.hasKey, ORCHESTRATION_NAMES.noKey],
      ...(this.saga ? [this.saga.step] : calls).flatMap(({ _stateNames }) => _stateNames),
      ...groups.flatMap((group) => [...this.anyRequired(group) ? [ORCHESTRATION_NAMES.enough(group.name)] : [],
        ...group._members!.map(({ name }) => ORCHESTRATION_NAMES.failed(name))]),
    ];
  }

  /** @internal */
  public _expressProblems(): string[] {
    return (this.saga ? [this.saga.step] : this.props.calls).flatMap((call) => call._expressProblems());
  }

  protected check(): void {}

  protected render(scope: Construct, { workflowType }: RenderOptions): Rendered {
    const common = { workflowType, ...this.callDefaults(workflowType) };
    const accept = new AslState(scope, ORCHESTRATION_NAMES.accept, {
      Type: 'Pass',
      Assign: { [IDEMPOTENCY_KEY.slice(1)]: expression(this.key) },
      Output: expression(this.accepted),
    });
    const answer = new AslState(scope, ORCHESTRATION_NAMES.answer, { Type: 'Pass', Output: expression(outcome(this.props, this.saga !== undefined)) });
    if (this.saga) {
      const saga = this.saga.step._render(scope, common);
      saga.next(answer);
      this.start(scope, accept, saga);
    } else {
      this.start(scope, accept, [...this.props.calls].reverse()
        .reduce<sfn.IChainable>((next, call) => this.part(scope, call, next, answer, common), answer));
    }
    const records = CallRecords.of(scope);
    if (records) checkLongest(records, scope, this.props.calls);
    return sfn.Chain.custom(accept, [answer], answer);
  }

  /** The calls begin once the request is accepted; not where the user's expression gives no key, as all such requests would share one. */
  private start(scope: Construct, accept: AslState, calls: sfn.IChainable): void {
    if (this.props.idempotencyKey === undefined) {
      accept.next(calls);
      return;
    }
    const missing = new AslState(scope, ORCHESTRATION_NAMES.noKey, {
      Type: 'Fail', Error: ServiceErrors.NO_IDEMPOTENCY_KEY, Cause: 'idempotencyKey of the orchestration gives nothing, null or an empty text for this request',
    });
    accept.next(new AslState(scope, ORCHESTRATION_NAMES.hasKey, { Type: 'Choice' }).when(expression(`${IDEMPOTENCY_KEY} = null`), missing).otherwise(calls));
  }

  /** JSONata of the request's key as text; null where the user's expression gives none. */
  private get key(): string {
    const { idempotencyKey } = this.props;
    if (idempotencyKey === undefined) return expressionText(ORCHESTRATION_DEFAULTS.idempotencyKey);
    return `($key := (${expressionText(idempotencyKey)}); $exists($key) and $key != null and $key != '' ? $string($key) : null)`;
  }

  /** JSONata of the request without what would pass for the result, or the failure, of a call. */
  private get accepted(): string {
    const taken = singleCalls(this.props.calls).flatMap(({ name }) => [name, ...sideMembers(name)]);
    return "$type($states.input) = 'object' ? "
      + `$merge([$sift($states.input, function($v, $k) { $not($k in [${taken.map(quoted).join(', ')}]) })]) : $states.input`;
  }

  /** A call or group, after which `next` comes in any case, or `answer` where a required call failed. */
  private part(scope: Construct, call: Step, next: sfn.IChainable, answer: sfn.IChainable, common: RenderOptions): sfn.IChainable {
    if (call._members) return this.group(scope, call, call._members, next, answer, common);
    const failed = { next: this.isRequired(call) ? answer : next, output: `$merge([$states.input, ${failure(call)}])` };
    const rendered = call._render(scope, { ...common, failures: [failed] });
    rendered.next(next);
    return rendered.startState;
  }

  private group(
    scope: Construct, group: Step, members: readonly Step[], next: sfn.IChainable, answer: sfn.IChainable, common: RenderOptions,
  ): sfn.IChainable {
    const parallel = new AslState(scope, group.name, { Type: 'Parallel', Output: expression('$merge($append([$states.input], $states.result))') });
    for (const call of members) {
      const failed = new AslState(scope, ORCHESTRATION_NAMES.failed(call.name), { Type: 'Pass' });
      parallel.branch(call._render(scope, { ...common, result: 'alone', failures: [{ next: failed, output: failure(call) }] }));
    }
    if (!this.anyRequired(group)) {
      parallel.next(next);
      return parallel;
    }
    const missing = members.filter((call) => this.isRequired(call)).map(({ name }) => failedUnrecovered(name)).join(' or ');
    parallel.next(new AslState(scope, ORCHESTRATION_NAMES.enough(group.name), { Type: 'Choice' }).when(expression(missing), answer).otherwise(next));
    return parallel;
  }

  /** Behind an API somebody waits, so attempts are short and few where calls do not say otherwise. */
  private callDefaults(workflowType: sfn.StateMachineType | undefined): Pick<RenderOptions, 'retry' | 'timeout'> {
    const { callTimeout, callRetry } = this.props;
    if (workflowType !== sfn.StateMachineType.EXPRESS) return { timeout: callTimeout, retry: callRetry };
    return {
      timeout: callTimeout ?? ORCHESTRATION_DEFAULTS.callTimeoutExpress,
      retry: callRetry ?? RetryPolicy.transientErrors(ORCHESTRATION_DEFAULTS.callRetryExpress),
    };
  }

  private isRequired({ name }: Step): boolean {
    return this.props.requiredCalls?.includes(name) ?? false;
  }

  private anyRequired(group: Step): boolean {
    return singleCalls([group]).some((call) => this.isRequired(call));
  }
}

/** What a failed call gives: no result, and why. */
function failure({ name }: Step): string {
  return `{${quoted(name)}: null, ${quoted(CALL_NAMES.failure(name))}: ${FAILURE}}`;
}

/** A fan-out that lost items has a failure beside a result: that is not a failed call. */
function failedUnrecovered(name: string): string {
  return `($lookup($states.input, ${quoted(name)}) = null and $exists($lookup($states.input, ${quoted(CALL_NAMES.failure(name))})))`;
}
