import { Construct } from 'constructs';
import { PropChecks } from '../prop-checks';
import { Step } from '../step';
import { AslState } from './asl-state';
import { expression, expressionText, isExpression, joined, quoted } from './jsonata';
import { Rendered, RenderOptions, StepWork } from './step-work';

/** A step on a condition. Choice and step stand in a Parallel state, so that a condition that cannot be evaluated is caught as well. */
export class When implements StepWork {
  public readonly name: string;
  public readonly compensation?: Step;

  constructor(private readonly test: string, private readonly step: Step) {
    this.name = step.name;
    this.compensation = step._compensation;
  }

  public get condition(): string {
    return expressionText(this.test);
  }

  public get stateNames(): readonly string[] {
    return [...['%?', 'whether %', 'no %'].map((name) => this.stateName(name)), ...this.step._stateNames];
  }

  public problems(): string[] {
    const checks = new PropChecks(this.name);
    checks.check(isExpression(this.test), `step '${this.name}': condition`, this.test, 'give a JSONata expression in {% %}');
    checks.check(!this.step._members, `step '${this.name}': step`, this.step.name, 'put the condition on each step of the group');
    checks.merge(this.step._problems());
    return [...checks.found];
  }

  public expressProblems(): string[] {
    return this.step._expressProblems();
  }

  public render(scope: Construct, options: RenderOptions): Rendered {
    const { result, joins, failures, ...rest } = options;
    const step = this.step._render(scope, { ...rest, result: 'alone' });
    const skipped = new AslState(scope, this.stateName('no %'), { Type: 'Pass', Output: expression(`{${quoted(this.name)}: null}`) });
    const choice = new AslState(scope, this.stateName('%?'), { Type: 'Choice' }).when(expression(this.condition), step).otherwise(skipped);
    const objects = [...(result === 'dropped' ? [] : ['$states.result[0]']), ...(joins === undefined ? [] : [joins])];
    return new AslState(scope, this.stateName('whether %'), {
      Type: 'Parallel',
      Output: expression(result === 'alone' ? '$states.result[0]' : joined(objects)),
    }).branch(choice).catchAll(failures);
  }

  private stateName(pattern: string): string {
    return pattern.replace('%', this.name);
  }
}
