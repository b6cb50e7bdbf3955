import { Aws, Duration } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { PropChecks } from '../prop-checks';
import { checkSeconds } from '../retry-options';
import { RetryPolicy } from '../retry-policy';
import { WaitFor } from '../wait-for';
import { AslState } from './asl-state';
import { Json, JsonObject } from './json';
import { expression } from './jsonata';
import { MAX_TIMEOUT_SECONDS, STEP_DEFAULTS } from './step-defaults';
import { Rendered, RenderOptions } from './step-work';
import { PropName, retriers, WorkBase } from './work-base';

/** The expression that gives the task token. */
export const TASK_TOKEN = '$states.context.Task.Token';

/** A step that is one Task state. */
export abstract class TaskWork extends WorkBase {
  /** Resource without partition and pattern (`lambda:invoke`). */
  public abstract readonly resource: string;
  /** Errors of the service that pass by themselves. */
  protected abstract readonly transientErrors: readonly string[];

  public problems(): string[] {
    const checks = new PropChecks(this.name);
    checks.merge(super.problems());
    this.checkTimes(checks, (name) => `step '${this.name}': ${name}`);
    return [...checks.found];
  }

  public expressProblems(): string[] {
    if (this.wait === WaitFor.RESPONSE) return [];
    const words = this.wait === WaitFor.JOB ? 'the end of a job (.sync)' : 'a callback (.waitForTaskToken)';
    return [`step '${this.name}': wait: got '${this.wait}'; an Express workflow cannot wait for ${words}: `
      + 'use a Standard workflow or WaitFor.RESPONSE'];
  }

  public render(scope: Construct, options: RenderOptions): Rendered {
    const state = new AslState(scope, this.name, this.body(options));
    return state.catchAll(options.failures);
  }

  /** The fields of the API request. */
  protected abstract request(): JsonObject;

  /** JSONata of the step's result where the user does not shape it. */
  protected abstract defaultResult(): string;

  /** How long a response may take where the user does not say. */
  protected responseTimeout(): Duration {
    return STEP_DEFAULTS.responseTimeout;
  }

  /** Ends the resource for a job. */
  protected jobSuffix(): string {
    return '.sync';
  }

  /** What the step hands over: the user's arguments, or the object that the step receives, with the token where it waits for one. */
  protected payload(): Json {
    if (this.props.arguments !== undefined) return this.props.arguments;
    return expression(this.wait === WaitFor.CALLBACK ? `$merge([$states.input, {'taskToken': ${TASK_TOKEN}}])` : '$states.input');
  }

  /** Notes when the arguments of a callback do not hand over the token. */
  protected checkToken(checks: PropChecks, prop: string, given: unknown): void {
    const lost = this.wait === WaitFor.CALLBACK && !JSON.stringify(given ?? '').includes(TASK_TOKEN);
    checks.check(!lost, prop, given, `hand over the task token, {% ${TASK_TOKEN} %}: without it nobody can answer`);
  }

  private body(options: RenderOptions): JsonObject {
    const retry = retriers(this.props.retry ?? options.retry ?? RetryPolicy.transientErrors(), this.transientErrors, options);
    const request = this.request();
    const heartbeat = this.heartbeat();
    return {
      Type: 'Task',
      ...(this.props.comment === undefined ? {} : { Comment: this.props.comment }),
      Resource: `arn:${Aws.PARTITION}:states:::${this.resource}${this.suffix()}`,
      Arguments: options.adapt ? options.adapt(request) : request,
      TimeoutSeconds: this.timeout(options.timeout).toSeconds(),
      ...(heartbeat ? { HeartbeatSeconds: heartbeat.toSeconds() } : {}),
      ...(retry.length > 0 ? { Retry: retry as Json[] } : {}),
      Output: this.output(this.defaultResult(), options),
    };
  }

  private suffix(): string {
    if (this.wait === WaitFor.JOB) return this.jobSuffix();
    return this.wait === WaitFor.CALLBACK ? '.waitForTaskToken' : '';
  }

  private timeout(ofResponses?: Duration): Duration {
    if (this.props.timeout) return this.props.timeout;
    if (this.wait === WaitFor.JOB) return STEP_DEFAULTS.jobTimeout;
    return this.wait === WaitFor.CALLBACK ? STEP_DEFAULTS.callbackTimeout : ofResponses ?? this.responseTimeout();
  }

  private heartbeat(): Duration | undefined {
    if (this.props.heartbeat || this.props.timeout || this.wait !== WaitFor.CALLBACK) return this.props.heartbeat;
    return STEP_DEFAULTS.callbackHeartbeat;
  }

  private checkTimes(checks: PropChecks, prop: PropName): void {
    const { timeout, heartbeat } = this.props;
    if (timeout) checkSeconds(checks, prop('timeout'), timeout, 1, MAX_TIMEOUT_SECONDS);
    if (!heartbeat) return;
    checkSeconds(checks, prop('heartbeat'), heartbeat, 1, MAX_TIMEOUT_SECONDS);
    checks.check(this.wait === WaitFor.CALLBACK, prop('heartbeat'), heartbeat, 'only a step with WaitFor.CALLBACK has a heartbeat');
    const limit = this.timeout();
    if (heartbeat.isUnresolved() || limit.isUnresolved()) return;
    checks.check(heartbeat.toSeconds({ integral: false }) < limit.toSeconds({ integral: false }), prop('heartbeat'), heartbeat,
      `give a duration shorter than timeout (${limit.toSeconds({ integral: false })} seconds)`);
  }
}
