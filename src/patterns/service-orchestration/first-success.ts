import { aws_stepfunctions as sfn, Duration } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { CallRecords } from './call-records';
import { longestOf } from './longest-call';
import { CALL_NAMES, resultOf } from './names';
import { inherited, outputOf, OwnStep } from './own-step';
import { ANSWERED, ServiceErrors } from './service-errors';
import { PropChecks } from '../../workflow/prop-checks';
import { checkSeconds } from '../../workflow/retry-options';
import { Step } from '../../workflow/step';
import { AslState } from '../../workflow/steps/asl-state';
import { expression, FAILURE, member, quoted } from '../../workflow/steps/jsonata';
import { Rendered, RenderOptions } from '../../workflow/steps/step-work';

/** How several calls race for one answer. */
export interface FirstSuccessOptions {
  /**
   * How much later each call starts than the one before it, in whole seconds, so that the second is made only where the first is slow. A call
   * that fails does not bring the next one forward.
   *
   * @default - all start at once
   */
  readonly hedgeAfter?: Duration;
}

/** Characters of the longest cause, which brings the answer: https://docs.aws.amazon.com/step-functions/latest/apireference/API_ExecutionFailedEventDetails.html */
const LONGEST_CAUSE = 32_768;

/**
 * The first good answer of several calls.
 *
 * A Parallel state ends early only when a branch fails. So the branch that has an answer fails with it, and a catcher takes it as the result;
 * a branch whose call fails ends well, and the others go on.
 */
export class FirstSuccess extends OwnStep {
  constructor(public readonly name: string, private readonly calls: readonly Step[], private readonly options: FirstSuccessOptions) {
    super();
  }

  /** @internal */
  public get _stateNames(): readonly string[] {
    const each = ['start', 'has no answer', 'answered', 'is first?', 'is first', 'waits for the others'];
    return [
      this.name, ...['race', 'first answer', 'any answer?', 'late answer', 'no answer'].map((part) => this.part(part)),
      ...this.calls.flatMap((call) => [...call._stateNames, ...each.map((part) => this.partOf(call, part))]),
    ];
  }

  /** @internal */
  public _expressProblems(): string[] {
    return this.calls.flatMap((call) => call._expressProblems());
  }

  protected check(checks: PropChecks, prop: (name: string) => string): void {
    const { hedgeAfter } = this.options;
    checks.check(this.calls.length > 1, prop('calls'), this.calls.map(({ name }) => name), 'give at least two calls');
    for (const call of this.calls) {
      checks.check(call._members === undefined, prop('calls'), call.name, 'give calls, not a group');
      checks.check(call._compensation === undefined, prop('calls'), call.name, 'a call that may be given up midway cannot be undone: take out its compensation');
      checks.merge(call._problems());
    }
    if (hedgeAfter) checkSeconds(checks, prop('hedgeAfter'), hedgeAfter, 1, 3600);
  }

  protected render(scope: Construct, options: RenderOptions): Rendered {
    const first = new AslState(scope, this.part('first answer'), { Type: 'Pass', Output: this.output('$states.input') });
    const late = new AslState(scope, this.part('late answer'), { Type: 'Pass', Output: this.output('$states.input[$exists(from)][0]') });
    const none = new AslState(scope, this.part('no answer'), {
      Type: 'Fail',
      Error: ServiceErrors.NO_ANSWER,
      Cause: expression(`$substring($join($map($states.input, function($f) { $f.call & ' failed with ' & $f.error & ': ' & $f.cause }), '; '), 0, ${LONGEST_CAUSE})`),
    });
    const race = new AslState(scope, this.part('race'), { Type: 'Parallel', Output: expression('$states.result') });
    this.calls.forEach((call, index) => race.branch(this.racer(scope, call, index, options)));
    this.noteLongest(scope);
    race.catchTo(first, [ANSWERED], expression('$parse($states.errorOutput.Cause)'));
    race.next(new AslState(scope, this.part('any answer?'), { Type: 'Choice' }).when(expression('$exists($states.input.from)'), late).otherwise(none));
    return new AslState(scope, this.name, { Type: 'Parallel', Output: expression(outputOf('$states.result[0]', options)) })
      .branch(race).catchAll(options.failures);
  }

  /** The last racer to start, or the slowest; nothing where one does not tell. */
  private noteLongest(scope: Construct): void {
    const records = CallRecords.of(scope);
    if (!records) return;
    const hedge = this.options.hedgeAfter?.toSeconds() ?? 0;
    const ends = this.calls.map((call, index) => index * hedge + (longestOf(records, scope, call) ?? NaN));
    if (!ends.some(Number.isNaN)) records.longest[this.name] = Math.max(...ends);
  }

  private racer(scope: Construct, call: Step, index: number, options: RenderOptions): sfn.IChainable {
    const state = (part: string, body: ConstructorParameters<typeof AslState>[2]) => new AslState(scope, this.partOf(call, part), body);
    const failed = state('has no answer', { Type: 'Pass' });
    const found = `{'from': ${quoted(call.name)}, 'answer': ${member('$states.input', call.name)}}`;
    const won = state('is first', { Type: 'Fail', Error: ANSWERED, Cause: expression('$string($states.input)') });
    const waits = state('waits for the others', { Type: 'Pass' });
    const answered = state('answered', { Type: 'Pass', Output: expression(found) });
    answered.next(state('is first?', { Type: 'Choice' }).when(expression(`$length($string($states.input)) <= ${LONGEST_CAUSE}`), won).otherwise(waits));
    const made = call._render(scope, {
      ...inherited(options),
      mayBeStopped: true,
      result: 'alone',
      failures: [{ next: failed, output: `$merge([{'call': ${quoted(call.name)}}, ${FAILURE}])` }],
    });
    made.next(answered);
    const start = state('start', this.options.hedgeAfter && index > 0
      ? { Type: 'Wait', Seconds: this.options.hedgeAfter.toSeconds() * index }
      : { Type: 'Pass' });
    start.next(made);
    return start;
  }

  private output(found: string): string {
    return resultOf(this.name, `${found}.answer`, { [CALL_NAMES.from(this.name)]: `${found}.from` });
  }

  private part(part: string): string {
    return CALL_NAMES.part(this.name, part);
  }

  private partOf(call: Step, part: string): string {
    return CALL_NAMES.part(this.name, `${call.name} ${part}`);
  }
}
