import { Duration } from 'aws-cdk-lib';
import { CallSite, INPUT } from './call-site';
import { CALL_NAMES, resultOf } from './names';
import { PropChecks } from '../../workflow/prop-checks';
import { checkSeconds } from '../../workflow/retry-options';
import { Step } from '../../workflow/step';
import { AslState } from '../../workflow/steps/asl-state';
import { expression, FAILURE, hasExpressionInArray, isExpression, member, quoted, toExpression } from '../../workflow/steps/jsonata';
import { RenderOptions } from '../../workflow/steps/step-work';

/** Which answers may stand in for later ones. */
export interface LastGoodAnswerOptions {
  /**
   * What an answer is an answer to: a JSONata expression in `{% %}` over `$states.input` that gives text. Whoever has the same key gets the
   * same answer, so everything that the answer depends on belongs in it, the customer too. Where it gives nothing, null or an empty text, no answer
   * is kept and none stands in.
   */
  readonly key: string;

  /**
   * How old an answer may be, in whole seconds.
   *
   * @default Duration.hours(1)
   */
  readonly maxAge?: Duration;
}

const MAX_AGE = Duration.hours(1);

/** What stands in for a call that fails: one thing, or several in order. */
interface Alternative {
  readonly names: (call: string) => string[];
  readonly check: (checks: PropChecks, prop: string) => void;
  readonly step?: Step;
  readonly remembers?: LastGoodAnswerOptions;
  /** @param next where to go when this one has nothing either */
  readonly render: (at: CallSite, options: RenderOptions, next: AslState) => AslState;
}

/**
 * What stands in for a call that failed for good, or was not made because its circuit is open or its bulkhead full. The result stands under
 * the call's own name, and `CALL fallback` beside it says what it is: `{ source, error, cause }`, the error being that of the call.
 *
 * Where several are given in order, the next is tried when one has nothing. When none has, the call fails with its own error.
 */
export class Fallback {
  /** Another call, which may have guards of its own. `source` is `CALL`, and `step` its name. */
  public static toCall(step: Step): Fallback {
    return new Fallback([{
      names: (call) => [...step._stateNames, CALL_NAMES.part(call, `from ${step.name}`)],
      check: (checks, prop) => {
        checks.check(step._members === undefined, prop, step.name, 'give one call, not a group');
        checks.check(step._compensation === undefined, prop, step.name, 'put the compensation on the call that it stands in for');
        checks.merge(step._problems().map((problem) => `${prop}: ${problem}`));
      },
      step,
      render: (at, options, next) => {
        const took = at.state(`from ${step.name}`, {
          Type: 'Pass',
          Output: resultOf(at.call, member(INPUT, step.name), fallbackMember(at, 'CALL', `'step': ${quoted(step.name)}`)),
        });
        const note = `$append(${at.variable('alsoFailed')}, [$merge([{'step': ${quoted(step.name)}}, ${FAILURE}])])`;
        const failures = [{ next, output: INPUT, assign: at.assign({ alsoFailed: note }) }];
        const rendered = step._render(at.scope, { ...options, result: 'alone', failures });
        rendered.next(took);
        return rendered.startState as AslState;
      },
    }]);
  }

  /**
   * A value. `source` is `VALUE`.
   *
   * @param value any JSON value; expressions in `{% %}` see `$states.input`
   */
  public static toValue(value: any): Fallback {
    return new Fallback([{
      names: (call) => [CALL_NAMES.part(call, 'value')],
      check: (checks, prop) => checks.check(!hasExpressionInArray(value), prop, value, 'a list in it holds an expression; write the list as one expression'),
      render: (at) => at.state('value', { Type: 'Pass', Output: resultOf(at.call, toExpression(value), fallbackMember(at, 'VALUE')) }),
    }]);
  }

  /**
   * The last good answer to the same question. `source` is `LAST_GOOD_ANSWER`, and `at` the time of the answer. Each good answer is kept in
   * the table of the orchestration, in one more write; it is readable for all who may read that table.
   */
  public static toLastGoodAnswer(options: LastGoodAnswerOptions): Fallback {
    return new Fallback([{
      names: (call) => ['to recall?', 'recall', 'recalled?', 'last good answer'].map((part) => CALL_NAMES.part(call, part)),
      check: (checks, prop) => {
        checks.check(isExpression(options.key), `${prop}.key`, options.key, 'give a JSONata expression in {% %}');
        if (options.maxAge) checkSeconds(checks, `${prop}.maxAge`, options.maxAge, 1, 31_536_000);
      },
      remembers: options,
      render: (at, _, next) => recall(at, options, next),
    }]);
  }

  private constructor(private readonly alternatives: readonly Alternative[]) {}

  /** This fallback, and `other` where this one has nothing. */
  public orElse(other: Fallback): Fallback {
    return new Fallback([...this.alternatives, ...other.alternatives]);
  }

  /** @internal */
  public _stateNames(call: string): string[] {
    const own = ['attempt', 'nothing stands in', ...this._remembered ? ['to remember?', 'remember', 'remembered'] : []].map((part) => CALL_NAMES.part(call, part));
    return [...own, ...this.alternatives.flatMap(({ names }) => names(call))];
  }

  /** @internal */
  public _check(checks: PropChecks, prop: string): void {
    this.alternatives.forEach(({ check }) => check(checks, prop));
    const values = this.alternatives.findIndex((one) => one.step === undefined && one.remembers === undefined);
    checks.check(values < 0 || values === this.alternatives.length - 1, prop, 'a value', 'put the value last: nothing after it is ever reached');
    checks.check(this.alternatives.filter(({ remembers }) => remembers).length < 2, prop, 'two last good answers', 'give one');
  }

  /** @internal */
  public _expressProblems(): string[] {
    return this.alternatives.flatMap(({ step }) => step?._expressProblems() ?? []);
  }

  /**
   * The calls that may stand in, one after the other.
   * @internal
   */
  public get _steps(): Step[] {
    return this.alternatives.flatMap(({ step }) => step ?? []);
  }

  /**
   * The answers that are kept, where some are.
   * @internal
   */
  public get _remembered(): LastGoodAnswerOptions | undefined {
    return this.alternatives.find(({ remembers }) => remembers)?.remembers;
  }

  /**
   * Where to go when the call has failed, with the failure in the variable `failure`.
   * @internal
   */
  public _render(at: CallSite, options: RenderOptions): AslState {
    const [failure, others] = [at.variable('failure'), at.variable('alsoFailed')];
    const nothing = at.state('nothing stands in', {
      Type: 'Fail',
      Error: expression(`${failure}.error`),
      Cause: expression(`$join($append([${failure}.cause], $map(${others}, function($f) { 'fallback ' & $f.step & ' failed with ' & $f.error & ': ' & $f.cause })), '; ')`),
    });
    return [...this.alternatives].reverse().reduce<AslState>((next, one) => one.render(at, options, next), nothing);
  }

  /**
   * Keeps a good answer, which is the state's input under the call's name.
   * @internal
   */
  public _remember(at: CallSite): AslState | undefined {
    const options = this._remembered;
    if (!options) return undefined;
    const age = (options.maxAge ?? MAX_AGE).toSeconds();
    const done = at.done('remembered');
    const remember = at.record('remember', {
      action: 'putItem',
      key: [`answer#${at.call}`, expression(at.variable('key'))],
      item: {
        // in an object, as text alone would not come back as JSON
        answer: expression(`$string({'answer': ${member(INPUT, at.call)}})`),
        at: { N: expression('$string($millis())') },
        expiresAt: { N: expression(`$string($ceil($millis() / 1000) + ${age})`) },
      },
    // an answer that cannot be kept is an answer all the same
    }).catchTo(done, ['States.ALL'], expression(INPUT));
    remember.next(done);
    return at.choice('to remember?').when(expression(`${at.variable('key')} = null`), done).otherwise(remember);
  }
}

/** DynamoDB deletes what has expired within days, so the age is looked at as well. */
function recall(at: CallSite, options: LastGoodAnswerOptions, next: AslState): AslState {
  const kept = at.variable('kept');
  const read = at.record('recall', {
    action: 'getItem',
    key: [`answer#${at.call}`, expression(at.variable('key'))],
    assign: at.assign({ kept: "$exists($states.result.Item) ? {'answer': $states.result.Item.answer.S, 'at': $number($states.result.Item.at.N)} : null" }),
  }).catchTo(next, ['States.ALL'], expression(INPUT));
  const answer = at.state('last good answer', {
    Type: 'Pass',
    Output: resultOf(at.call, `$parse(${kept}.answer).answer`, fallbackMember(at, 'LAST_GOOD_ANSWER', `'at': $fromMillis(${kept}.at)`)),
  });
  read.next(at.choice('recalled?')
    .when(expression(`${kept} != null and $millis() - ${kept}.at <= ${(options.maxAge ?? MAX_AGE).toMilliseconds()}`), answer)
    .otherwise(next));
  return at.choice('to recall?').when(expression(`${at.variable('key')} = null`), next).otherwise(read);
}

function fallbackMember(at: CallSite, source: string, more?: string): { [member: string]: string } {
  const parts = [`{'source': ${quoted(source)}}`, at.variable('failure'), ...more === undefined ? [] : [`{${more}}`]];
  return { [CALL_NAMES.fallback(at.call)]: `$merge([${parts.join(', ')}])` };
}
