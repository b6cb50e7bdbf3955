import { Construct } from 'constructs';
import { PropChecks } from '../prop-checks';
import { Retrier, RetryPolicy } from '../retry-policy';
import { Step } from '../step';
import { StepProps } from '../step-props';
import { WaitFor } from '../wait-for';
import { expression, hasExpressionInArray, joined, quoted, toExpression } from './jsonata';
import { checkStateName } from './name-check';
import { Rendered, RenderOptions, StepWork } from './step-work';

/** Words a problem's place: the step's name before the prop's. */
export type PropName = (prop: string) => string;

/** A state's retriers. Of several, the first that names an error decides: one that tries no more comes before the others. */
export function retriers(policy: RetryPolicy | undefined, transientErrors: readonly string[], { notRetried = [] }: RenderOptions): object[] {
  const rendered: Retrier[] = policy?._render(transientErrors) ?? [];
  return rendered.length === 0 || notRetried.length === 0 ? rendered : [{ ErrorEquals: notRetried, MaxAttempts: 0 }, ...rendered];
}

/** What all works share: name, pattern, compensation, result, and the checks of those. */
export abstract class WorkBase implements StepWork {
  public readonly name: string;
  public readonly compensation?: Step;
  /** Why there is nothing to undo, for steps that change nothing. */
  public readonly nothingToUndo?: string;
  protected readonly wait: WaitFor;

  /**
   * @param factory name of the factory, as the user writes it
   * @param patterns what a step of this kind can wait for; the first is the default
   */
  constructor(
    private readonly factory: string,
    defaultName: string,
    protected readonly props: StepProps,
    private readonly patterns: readonly WaitFor[],
  ) {
    this.name = props.name ?? defaultName;
    this.compensation = props.compensation;
    this.wait = props.wait ?? patterns[0];
  }

  public get stateNames(): readonly string[] {
    return [this.name];
  }

  public problems(): string[] {
    const checks = new PropChecks(this.name);
    const prop: PropName = (name) => `step '${this.name}': ${name}`;
    checkStateName(checks, prop('name'), this.name);
    checks.check(this.patterns.includes(this.wait), prop('wait'), this.wait,
      `Step.${this.factory} can wait for ${this.patterns.map((one) => `WaitFor.${one}`).join(' or ')}`);
    this.props.retry?._check(checks, prop('retry'));
    checks.check(!hasExpressionInArray(this.props.result), prop('result'), this.props.result,
      'a list in it holds an expression; write the list as one expression');
    this.checkCompensation(checks, prop);
    this.check(checks, prop);
    return [...checks.found];
  }

  public expressProblems(): string[] {
    return [];
  }

  public abstract render(scope: Construct, options: RenderOptions): Rendered;

  /** Checks of the factory's own props. */
  protected check(_checks: PropChecks, _prop: PropName): void {}

  /** The state's Output: the result, as the user shapes it or as `defaultResult` has it, under the step's name. */
  protected output(defaultResult: string, { result, joins }: RenderOptions): string {
    const shaped = this.props.result === undefined ? defaultResult : toExpression(this.props.result);
    const own = `{${quoted(this.name)}: ${shaped === '$states.result' ? shaped : `($r := ${shaped}; $exists($r) ? $r : null)`}}`;
    if (result === 'alone') return expression(own);
    return expression(joined([...(result === 'dropped' ? [] : [own]), ...(joins === undefined ? [] : [joins])]));
  }

  private checkCompensation(checks: PropChecks, prop: PropName): void {
    if (!this.compensation) return;
    checks.check(!this.nothingToUndo, prop('compensation'), this.compensation.name, this.nothingToUndo!);
    checks.check(!this.compensation._compensation, prop('compensation'), this.compensation.name,
      'a compensation cannot have one of its own: make it a step that may run twice');
    checks.merge(this.compensation._problems());
  }
}
