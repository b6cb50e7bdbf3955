import { Duration, Token } from 'aws-cdk-lib';
import { EtlStage } from './etl-stage';
import { LockSettings } from './lock-states';
import { PropChecks } from '../../workflow/prop-checks';
import { AslState } from '../../workflow/steps/asl-state';

/** How a step that looks at its job from time to time notes until when it does, in milliseconds. */
const POLLED_UNTIL = /'until': \$millis\(\) \+ (\d+)/;

/**
 * Notes the steps of a stage that may outlast the lease: what a stage may take is known once it is rendered. Only the timeout of a single
 * attempt counts; how often a step is retried says little about how long it takes.
 */
export function checkLease({ lease, endsEarly }: LockSettings, stage: EtlStage, rendered: AslState, checks: PropChecks): void {
  if (!endsEarly) return;
  const { Branches } = rendered.toStateJson() as { Branches: object[] };
  stage.steps.forEach((step, at) => {
    const longest = longestIn(Branches[at]);
    checks.check(longest <= lease, 'runLock.lease', Duration.seconds(lease),
      `step '${step.name}' of stage '${stage.name}' may take ${Duration.seconds(longest).toHumanString()}; give a longer lease, or the step a shorter timeout`);
  });
}

/** The longest timeout in a definition, in seconds; 0 where none is known. */
function longestIn(definition: unknown): number {
  if (typeof definition === 'string') return Math.ceil(Number(POLLED_UNTIL.exec(definition)?.[1] ?? 0) / 1000);
  if (typeof definition !== 'object' || definition === null) return 0;
  return Math.max(0, ...Object.entries(definition).map(([field, value]) =>
    field === 'TimeoutSeconds' && typeof value === 'number' && !Token.isUnresolved(value) ? value : longestIn(value)));
}
