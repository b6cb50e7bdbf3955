import { Duration } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { allStates, Definition, DefinitionError, describe, JsonObject, parseDefinition } from '../../asl';
import { PropChecks } from '../prop-checks';
import { resolveKeepingReferences } from './rendered-tokens';

/** Reads a rendered definition as AWS would; everything that AWS would refuse goes to `checks`. */
export function checkDefinition(
  scope: Construct, rendered: Record<string, unknown>, workflowType: 'STANDARD' | 'EXPRESS', checks: PropChecks,
): Definition | undefined {
  try {
    return parseDefinition(resolveKeepingReferences(scope, rendered) as JsonObject, { workflowType });
  } catch (error) {
    if (!(error instanceof DefinitionError)) throw error;
    checks.merge(error.diagnostics.map((diagnostic) => `definition: ${describe(diagnostic)}`));
    return undefined;
  }
}

/**
 * Notes steps that may wait longer for a job or an answer than a workflow lasts that nobody has given a timeout: it would end first.
 * Nothing is said of a timeout that was chosen.
 */
export function checkWaits(definition: Definition, limit: Duration, checks: PropChecks): void {
  const seconds = limit.toSeconds();
  for (const state of allStates(definition)) {
    if (state.type !== 'Task' || !/\.(sync|sync:2|waitForTaskToken)$/.test(String(state.resource))) continue;
    const wait = state.timeoutSeconds;
    if (typeof wait !== 'number' || wait <= seconds) continue;
    checks.add('timeout', undefined, `'${state.name}' may wait ${Duration.seconds(wait).toHumanString()}, and the workflow would end after its default of ${
      limit.toHumanString()}: give it a longer timeout`);
  }
}
