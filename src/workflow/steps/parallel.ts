import { Construct } from 'constructs';
import { PropChecks } from '../prop-checks';
import { Step } from '../step';
import { AslState } from './asl-state';
import { expression } from './jsonata';
import { checkStateName } from './name-check';
import { Rendered, RenderOptions, StepWork } from './step-work';

/** Steps beside each other. */
export class Parallel implements StepWork {
  constructor(public readonly name: string, public readonly members: readonly Step[]) {}

  public get stateNames(): readonly string[] {
    return [this.name, ...this.members.flatMap((member) => member._stateNames)];
  }

  public problems(): string[] {
    const checks = new PropChecks(this.name);
    checkStateName(checks, `step '${this.name}': name`, this.name);
    checks.check(this.members.length > 0, `step '${this.name}': steps`, this.members, 'give at least one step');
    for (const member of this.members) {
      checks.check(!member._members, `step '${this.name}': steps`, member.name, 'a group cannot stand in a group: list its steps in one of them');
      checks.merge(member._problems());
    }
    return [...checks.found];
  }

  public expressProblems(): string[] {
    return this.members.flatMap((member) => member._expressProblems());
  }

  public render(scope: Construct, options: RenderOptions): Rendered {
    const results = '$append([$states.input], $states.result)';
    const joined = options.joins === undefined ? results : `$append(${results}, [${options.joins}])`;
    const state = new AslState(scope, this.name, { Type: 'Parallel', Output: expression(`$merge(${joined})`) });
    for (const member of this.members) {
      state.branch(member._render(scope, { result: 'alone', retry: options.retry, workflowType: options.workflowType }));
    }
    return state.catchAll(options.failures);
  }
}
