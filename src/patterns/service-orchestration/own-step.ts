import { Construct } from 'constructs';
import { PropChecks } from '../../workflow/prop-checks';
import { Step } from '../../workflow/step';
import { checkStateName } from '../../workflow/steps/name-check';
import { throwIfWrong } from '../../workflow/steps/step-checks';
import { Rendered, RenderOptions } from '../../workflow/steps/step-work';

/** A step of this pattern: its problems are told before it renders. */
export abstract class OwnStep extends Step {
  /** @internal */
  public get _compensation(): Step | undefined {
    return undefined;
  }

  /** @internal */
  public get _members(): readonly Step[] | undefined {
    return undefined;
  }

  /** @internal */
  public get _condition(): string | undefined {
    return undefined;
  }

  /** @internal */
  public _problems(): string[] {
    const checks = new PropChecks(this.name);
    for (const name of this._stateNames) checkStateName(checks, `call '${this.name}': state`, name);
    this.check(checks, (prop) => `call '${this.name}': ${prop}`);
    return [...new Set(checks.found)];
  }

  /** @internal */
  public _render(scope: Construct, options: RenderOptions = {}): Rendered {
    throwIfWrong(this, scope, options.workflowType);
    return this.render(scope, options);
  }

  protected abstract check(checks: PropChecks, prop: (name: string) => string): void;

  protected abstract render(scope: Construct, options: RenderOptions): Rendered;
}

/** What holds for the calls within a step as it does for the step. */
export function inherited({ workflowType, retry, timeout, mayBeStopped }: RenderOptions): RenderOptions {
  return { workflowType, retry, timeout, mayBeStopped };
}

/** Says where an own step's result goes: alone, dropped, or into the object that goes on. */
export function outputOf(own: string, { result, joins }: RenderOptions): string {
  if (result === 'alone') return own;
  const objects = ['$states.input', ...(result === 'dropped' ? [] : [own]), ...(joins === undefined ? [] : [joins])];
  return `$merge([${objects.join(', ')}])`;
}
