import { aws_stepfunctions as sfn, Duration } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { Bulkhead } from './bulkhead';
import { CallGuards } from './call-guards';
import { CallRecords } from './call-records';
import { CallSite } from './call-site';
import { CircuitBreaker } from './circuit-breaker';
import { longestCall, longestOf } from './longest-call';
import { CALL_NAMES } from './names';
import { inherited, outputOf, OwnStep } from './own-step';
import { RetryAfter } from './retry-after';
import { PropChecks } from '../../workflow/prop-checks';
import { Step } from '../../workflow/step';
import { AslState } from '../../workflow/steps/asl-state';
import { expression, expressionText } from '../../workflow/steps/jsonata';
import { Failure, Rendered, RenderOptions } from '../../workflow/steps/step-work';
import { WORKFLOW_LIMITS } from '../../workflow/workflow-defaults';

/** Lease in a Standard workflow for calls that do not tell how long they take. */
const UNKNOWN_LEASE = Duration.hours(1);

/** What reading and writing records may take beside the call. */
const RECORDS_MARGIN = Duration.minutes(1);

/** What the clocks of two executions may differ by: when a workflow has timed out, what it held is free so much later. */
const TIMEOUT_MARGIN = Duration.seconds(5);

/** JSONata of the key of a last good answer as text; null where there is none. */
function keyText(key: string): string {
  return `($key := (${expressionText(key)}); $exists($key) and $key != null and $key != '' ? $string($key) : null)`;
}

/** A call with what stands around it. Each guard is a Parallel state around the next, so that whatever fails inside passes by it. */
export class GuardedCall extends OwnStep {
  public readonly name: string;
  private readonly bulkhead?: Bulkhead;
  private readonly circuit?: CircuitBreaker;

  constructor(private readonly step: Step, private readonly guards: CallGuards) {
    super();
    this.name = step.name;
    this.bulkhead = guards.bulkhead && new Bulkhead(guards.bulkhead);
    this.circuit = guards.circuitBreaker && new CircuitBreaker(guards.circuitBreaker);
  }

  /** @internal */
  public get _compensation(): Step | undefined {
    return this.step._compensation;
  }

  /** @internal */
  public get _condition(): string | undefined {
    return this.step._condition;
  }

  /** @internal */
  public get _stateNames(): readonly string[] {
    const parts = [
      'call', ...this.bulkhead ? Bulkhead.parts : [], ...this.circuit ? CircuitBreaker.parts : [], ...this.guards.retryAfter ? RetryAfter._parts : [],
    ];
    return [
      CALL_NAMES.guarded(this.name), ...parts.map((part) => CALL_NAMES.part(this.name, part)),
      ...this.guards.fallback?._stateNames(this.name) ?? [], ...this.step._stateNames,
    ];
  }

  /** @internal */
  public _expressProblems(): string[] {
    return [...this.step._expressProblems(), ...this.guards.fallback?._expressProblems() ?? []];
  }

  protected check(checks: PropChecks, prop: (name: string) => string): void {
    const { fallback, retryAfter, idempotencyKey } = this.guards;
    checks.merge(this.step._problems());
    checks.check(this.step._members === undefined, prop('step'), this.name, 'guard the calls of the group, not the group');
    checks.check(!(this.step instanceof GuardedCall), prop('step'), this.name, 'it is guarded already: give all its guards at once');
    checks.check(Object.values(this.guards).some((guard) => guard !== undefined), prop('guards'), this.guards, 'give at least one, or the step as it is');
    this.bulkhead?.check(checks, prop('bulkhead'));
    this.circuit?.check(checks, prop('circuitBreaker'));
    fallback?._check(checks, prop('fallback'));
    retryAfter?._check(checks, prop('retryAfter'));
    const problem = idempotencyKey?._problem(this.step._resource);
    checks.check(problem === undefined, prop('idempotencyKey'), this.step._resource ?? 'a step of several states', problem!);
  }

  protected render(scope: Construct, options: RenderOptions): Rendered {
    const records = CallRecords.of(scope);
    if (!records) throw new Error(`${scope.node.path}: call '${this.name}': guards run in a ServiceOrchestration: give it to the calls of one`);
    const checks = new PropChecks(scope);
    checks.check(!(this.bulkhead && options.mayBeStopped), `call '${this.name}': bulkhead`, this.guards.bulkhead,
      'a call that loses a race is stopped and gives no permit back: put the bulkhead around the race');
    checks.throwIfAny();
    const at = new CallSite(scope, this.name, records);
    const outermost = new AslState(scope, CALL_NAMES.guarded(this.name), { Type: 'Parallel', Output: expression(outputOf('$states.result[0]', options)) });
    outermost.branch(this.fallingBack(at, options)).catchAll(options.failures);
    this.noteLongest(at);
    return outermost;
  }

  private fallingBack(at: CallSite, options: RenderOptions): sfn.IChainable {
    const { fallback } = this.guards;
    const key = fallback?._remembered?.key;
    const start = at.state('call', {
      Type: 'Pass',
      Assign: at.assign({ failure: 'null', alsoFailed: '[]', ...(key === undefined ? {} : { key: keyText(key) }) }),
    });
    const work = this.guarded(at, options);
    if (!fallback) {
      start.next(work);
      return start;
    }
    const attempt = at.attempt('attempt', work, 'failure', fallback._render(at, inherited(options)));
    start.next(attempt);
    const remember = fallback._remember(at);
    if (remember) attempt.next(remember);
    return start;
  }

  /** Bulkhead, circuit and waits, as far as they are there. */
  private guarded(at: CallSite, options: RenderOptions): sfn.IChainable {
    const { retryAfter } = this.guards;
    const call = retryAfter
      ? retryAfter._wrap(at, (failures) => this.call(at, options, failures))
      : this.call(at, options);
    const longest = this.longest(at);
    const inCircuit = this.circuit ? this.circuit.wrap(at, this.lease(at, 'circuitBreaker.probeLease', this.circuit.lease, longest), call) : call;
    return this.bulkhead ? this.bulkhead.wrap(at, this.lease(at, 'bulkhead.lease', this.bulkhead.lease, longest), inCircuit) : inCircuit;
  }

  private call(at: CallSite, options: RenderOptions, failures?: Failure[]): sfn.IChainable {
    const { retryAfter, idempotencyKey } = this.guards;
    return this.step._render(at.scope, {
      ...inherited(options),
      failures,
      result: 'alone',
      notRetried: retryAfter?._errors,
      adapt: idempotencyKey && ((request) => idempotencyKey._adapt(this.name, request)),
    });
  }

  /** Seconds that the call may take with all attempts. */
  private longest(at: CallSite): number | undefined {
    const one = longestCall(at.scope.node.findChild(this.name) as sfn.State);
    const all = one === undefined ? undefined : this.guards.retryAfter?._longest(one) ?? one;
    const limit = at.records.props.timeout;
    return limit === undefined || limit.isUnresolved() ? all : Math.min(all ?? Infinity, limit.toSeconds());
  }

  /** The call, the wait for its permit and what stands in for it, one after the other; what does not tell how long it takes counts for nothing. */
  private noteLongest({ records, scope }: CallSite): void {
    const { bulkhead, fallback, retryAfter } = this.guards;
    const one = longestOf(records, scope, this.step) ?? 0;
    const standIns = (fallback?._steps ?? []).map((step) => longestOf(records, scope, step) ?? 0);
    const parts = [one, retryAfter?._waits ?? 0, bulkhead?.maxWait?.toSeconds() ?? 0, ...standIns];
    records.longest[this.name] = parts.reduce((sum, part) => sum + part);
  }

  /** A lease that ends before the call does would let another one in; one that outlives the execution keeps others out for nothing. */
  private lease(at: CallSite, prop: string, given: Duration | undefined, longest: number | undefined): Duration {
    if (!given) return this.defaultLease(at, longest);
    const checks = new PropChecks(at.scope);
    checks.check(longest === undefined || given.toSeconds() >= longest, `call '${this.name}': ${prop}`, given,
      `the call may take ${longest} seconds with its retries: give at least that, or a shorter timeout, fewer retries`);
    checks.throwIfAny();
    return given;
  }

  private defaultLease({ records }: CallSite, longest: number | undefined): Duration {
    const { express, timeout } = records.props;
    const byWorkflow = timeout === undefined || timeout.isUnresolved() ? undefined : timeout.plus(TIMEOUT_MARGIN);
    if (express) return byWorkflow ?? WORKFLOW_LIMITS.timeoutExpress.plus(TIMEOUT_MARGIN);
    const byCall = longest === undefined ? UNKNOWN_LEASE : Duration.seconds(longest).plus(RECORDS_MARGIN);
    return byWorkflow !== undefined && byWorkflow.toSeconds() < byCall.toSeconds() ? byWorkflow : byCall;
  }
}
