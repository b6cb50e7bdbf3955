import { Step } from '../step';
import { SagaProps } from './saga-props';

/** Names of the states that a saga makes of its steps. */
export const SAGA_NAMES = {
  failed: (name: string) => `${name} failed`,
  toUndo: (step: string) => `${step} to undo?`,
  park: (step: string) => `Park ${step}`,
  decision: (group: string) => `${group} ok?`,
  done: (group: string) => `${group} done`,
};

/** The compensations of a step or of the steps of a group. */
export function compensationsOf(step: Step): Step[] {
  return (step._members ?? [step]).flatMap((one) => one._compensation ?? []);
}

/** Names of all states of a saga, and its own. */
export function sagaStateNames(saga: string, { steps, afterSuccess = [], afterFailure = [] }: SagaProps): string[] {
  const attempts = [...steps.flatMap(compensationsOf), ...afterSuccess, ...afterFailure];
  const groups = steps.filter((step) => step._members);
  const maybeCompleted = [...groups.flatMap((group) => group._members!), ...steps.filter((step) => step._condition !== undefined)];
  return [
    saga,
    SAGA_NAMES.failed(saga),
    ...[...steps, ...attempts].flatMap((step) => step._stateNames),
    ...attempts.map((step) => SAGA_NAMES.park(step.name)),
    ...groups.flatMap((group) => [SAGA_NAMES.decision(group.name), SAGA_NAMES.done(group.name)]),
    ...groups.flatMap((group) => group._members!).map((step) => SAGA_NAMES.failed(step.name)),
    ...maybeCompleted.filter((step) => step._compensation).map((step) => SAGA_NAMES.toUndo(step.name)),
  ];
}
