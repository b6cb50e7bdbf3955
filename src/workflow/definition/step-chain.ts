import { aws_stepfunctions as sfn } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { PropChecks } from '../prop-checks';
import { Step } from '../step';
import { problemsOf } from '../steps/step-checks';

/** Steps one after the other, under `scope`; nothing when something is wrong with them (`checks` then has it). */
export function stepChain(
  scope: Construct, steps: readonly Step[], workflowType: sfn.StateMachineType | undefined, checks: PropChecks,
): sfn.IChainable | undefined {
  const before = checks.found.length;
  checks.check(steps.length > 0, 'steps', steps, 'give at least one step');
  const names = steps.flatMap((step) => step._stateNames);
  const repeated = names.filter((name, at) => names.indexOf(name) !== at);
  checks.check(repeated.length === 0, 'steps', [...new Set(repeated)], 'give each step a name of its own');
  for (const step of steps) {
    checks.merge(problemsOf(step, workflowType));
    for (const one of [step, ...step._members ?? []]) {
      checks.check(one._compensation === undefined, `step '${one.name}': compensation`, one._compensation?.name,
        'only a Saga undoes: put the steps into one and give its step here');
    }
  }
  if (checks.found.length > before) return undefined;
  const states = new Construct(scope, 'Definition');
  const parts = steps.map((step) => step._render(states, { workflowType }));
  return parts.slice(1).reduce((chain, part) => chain.next(part), sfn.Chain.start(parts[0]));
}
