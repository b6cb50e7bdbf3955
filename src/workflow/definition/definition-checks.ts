import { Construct } from 'constructs';
import { Definition, DefinitionError, describe, JsonObject, parseDefinition } from '../../asl';
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
