import { aws_stepfunctions as sfn } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { PropChecks } from '../prop-checks';
import type { Step } from '../step';

/** What is wrong with a step in a workflow of that type, worded. */
export function problemsOf(step: Step, workflowType?: sfn.StateMachineType): string[] {
  return [...step._problems(), ...workflowType === sfn.StateMachineType.EXPRESS ? step._expressProblems() : []];
}

/** Throws all that is wrong with a step that is about to become states under `scope`. */
export function throwIfWrong(step: Step, scope: Construct, workflowType?: sfn.StateMachineType): void {
  const checks = new PropChecks(scope);
  checks.merge(problemsOf(step, workflowType));
  checks.throwIfAny();
}
