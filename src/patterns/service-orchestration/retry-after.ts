import { aws_stepfunctions as sfn, Duration } from 'aws-cdk-lib';
import { CallSite, INPUT } from './call-site';
import { httpStatusErrors, isHttpStatus } from '../../workflow/http-status';
import { PropChecks } from '../../workflow/prop-checks';
import { checkSeconds, MAX_COUNT } from '../../workflow/retry-options';
import { AslState } from '../../workflow/steps/asl-state';
import { expression, FAILURE } from '../../workflow/steps/jsonata';
import { Failure } from '../../workflow/steps/step-work';

/** Which answers say when to come back, and how long a caller waits for that. */
export interface RetryAfterOptions {
  /**
   * Statuses (`429`) and classes (`5xx`) of HTTP answers that are tried again when they say.
   *
   * @default ['429', '503']
   */
  readonly statuses?: string[];

  /**
   * Further errors that are tried again when their causes say, such as a function's own.
   *
   * @default - none
   */
  readonly errors?: string[];

  /**
   * How often to try again after the first attempt: 1 to 99,999,999.
   *
   * @see https://docs.aws.amazon.com/step-functions/latest/dg/concepts-error-handling.html
   * @default 3
   */
  readonly maxAttempts?: number;

  /**
   * The longest wait that is taken, in whole seconds. A service that asks for a longer one has failed.
   *
   * @default Duration.seconds(20)
   */
  readonly maxWait?: Duration;

  /**
   * Wait before the first further attempt where the answer does not say when, in whole seconds; it doubles each time.
   *
   * @default Duration.seconds(1)
   */
  readonly interval?: Duration;
}

const DEFAULTS = { statuses: ['429', '503'], maxAttempts: 3, maxWait: Duration.seconds(20), interval: Duration.seconds(1) };

const PARTS = ['first attempt', 'told to wait?', 'wait as told', 'not again'];

/**
 * When a service that is busy wants to be called again.
 *
 * **What AWS hands over.** A call that fails gives its workflow an error name and a cause. The HTTP Task's cause is not documented to hold
 * the headers of the answer, so the header `Retry-After` of an HTTP answer cannot be promised, and there is no factory for it. What stands
 * in the cause can be read: the body of the answer, or what a Lambda function throws, where that has a member that says how long to wait.
 *
 * @see https://docs.aws.amazon.com/step-functions/latest/dg/call-https-apis.html
 * @see https://www.rfc-editor.org/rfc/rfc9110#field.retry-after
 */
export class RetryAfter {
  /** @internal */
  public static readonly _parts: readonly string[] = PARTS;

  /**
   * Reads the wait from a member of the cause, wherever in it the member stands: `inCause('retry_after')` for an answer with the body
   * `{"error": "busy", "retry_after": 3}`. Its value is a number of seconds or the date of a `Retry-After` header, in text or not, also as the only
   * entry of a list. Upper and lower case do not matter, so that `inCause('Retry-After')` finds the header in a cause that does hold it.
   *
   * @param member name of the member: letters, digits, - and _
   */
  public static inCause(member: string, options: RetryAfterOptions = {}): RetryAfter {
    return new RetryAfter(member, options);
  }

  private constructor(private readonly member: string, private readonly options: RetryAfterOptions) {}

  /** @internal */
  public _check(checks: PropChecks, prop: string): void {
    const { statuses, errors, maxAttempts, maxWait, interval } = { ...DEFAULTS, ...this.options };
    checks.check(/^[\w-]+$/.test(this.member), prop, this.member, 'name a member of the cause: letters, digits, - and _');
    for (const status of statuses) {
      checks.check(isHttpStatus(status), `${prop}.statuses`, status, "give a status of 400 or more ('429') or a class ('4xx', '5xx')");
    }
    checks.check(this._errors.length > 0, `${prop}.statuses`, statuses, 'name at least one status or error');
    checks.check(!errors?.some((error) => error === '' || error === 'States.ALL'), `${prop}.errors`, errors, 'name the errors');
    checks.check(Number.isInteger(maxAttempts) && maxAttempts >= 1 && maxAttempts <= MAX_COUNT, `${prop}.maxAttempts`, maxAttempts,
      `give a whole number from 1 to ${MAX_COUNT}`);
    checkSeconds(checks, `${prop}.maxWait`, maxWait, 1, MAX_COUNT);
    checkSeconds(checks, `${prop}.interval`, interval, 1, MAX_COUNT);
  }

  /**
   * Errors that are tried again here and nowhere else.
   * @internal
   */
  public get _errors(): string[] {
    return [...httpStatusErrors(this.options.statuses ?? DEFAULTS.statuses), ...this.options.errors ?? []];
  }

  /**
   * The longest that a call takes whose one attempt takes `seconds`.
   * @internal
   */
  public _longest(seconds: number): number {
    const { maxAttempts, maxWait } = { ...DEFAULTS, ...this.options };
    return seconds * (maxAttempts + 1) + maxWait.toSeconds() * maxAttempts;
  }

  /**
   * Seconds of its waits together.
   * @internal
   */
  public get _waits(): number {
    const { maxAttempts, maxWait } = { ...DEFAULTS, ...this.options };
    return maxWait.toSeconds() * maxAttempts;
  }

  /**
   * The call with further attempts.
   *
   * @param render makes the call, which goes on with the failures when it fails
   * @internal
   */
  public _wrap(at: CallSite, render: (failures: Failure[]) => sfn.IChainable): sfn.IChainable {
    const { maxAttempts, maxWait, interval } = { ...DEFAULTS, ...this.options };
    const [told, attempts] = [at.variable('told'), at.variable('attempts')];
    const decision = at.choice('told to wait?');
    const work = render([{
      errors: this._errors,
      next: decision,
      output: INPUT,
      assign: at.assign({
        busy: FAILURE,
        attempts: `${attempts} + 1`,
        told: `($told := ${this.seconds()}; $exists($told) ? $max([0, $ceil($told)]) : ${interval.toSeconds()} * $power(2, ${attempts}))`,
      }),
    }]);
    const wait: AslState = at.state('wait as told', { Type: 'Wait', Seconds: expression(told) });
    wait.next(work);
    decision.when(expression(`${attempts} <= ${maxAttempts} and ${told} <= ${maxWait.toSeconds()}`), wait)
      .otherwise(at.rethrow('not again', 'busy'));
    const start = at.state('first attempt', { Type: 'Pass', Assign: at.assign({ attempts: '0' }) });
    start.next(work);
    return start;
  }

  /** JSONata: seconds to wait, nothing where the cause does not say. The cause is searched as text: it need not be JSON. */
  private seconds(): string {
    const value = `/\\\\?"${this.member}\\\\?"\\s*:\\s*\\[?\\s*(\\\\?"([^\\\\"]*)|([0-9.]+))/i`;
    const date = "'[FNn,3-3], [D01] [MNn,3-3] [Y0001] [H01]:[m01]:[s01] GMT'";
    return `($groups := $match($string($states.errorOutput.Cause), ${value})[0].groups; $text := $trim($groups[1] & $groups[2]); `
      + '$contains($text, /^[0-9]+([.][0-9]+)?$/) ? $number($text) '
      + ': $contains($text, /^[A-Z][a-z][a-z], [0-9][0-9] [A-Z][a-z][a-z] [0-9]{4} [0-9:]{8} GMT$/) '
      + `? ($toMillis($text, ${date}) - $millis()) / 1000)`;
  }
}
