import { Construct } from 'constructs';
import { bytesOf } from './map-checks';
import { MAP_LIMITS } from './map-limits';
import { PropChecks } from '../../workflow/prop-checks';
import { JsonObject } from '../../workflow/steps/json';
import { isObject } from '../../workflow/steps/jsonata';

/** What of a state is a payload: it is written out in the definition and handed on as it is. */
const PAYLOADS = ['Arguments', 'Output', 'Assign', 'ItemSelector', 'Items'];

/**
 * Refuses children whose definition AWS would refuse for its size, or a state of which hands on more than a payload may have.
 *
 * @throws one error that lists every problem
 */
export function checkChildren(scope: Construct, processor: JsonObject, secondRun: boolean): void {
  const checks = new PropChecks(scope);
  const bytes = bytesOf(processor) * (secondRun ? 2 : 1);
  checks.check(bytes <= MAP_LIMITS.definitionBytes, 'itemProcessor', bytes,
    `a definition may have ${MAP_LIMITS.definitionBytes} bytes${secondRun ? ', and the second run needs the states twice: set secondRun to false, or' : ':'} `
    + 'move static data into a bucket');
  for (const [name, state] of statesOf(processor)) {
    for (const field of PAYLOADS) {
      const size = bytesOf(state[field]);
      checks.check(size <= MAP_LIMITS.payloadBytes, `itemProcessor: state '${name}': ${field}`, size,
        `a payload may have ${MAP_LIMITS.payloadBytes} bytes: move static data into a bucket`);
    }
  }
  checks.throwIfAny();
}

function statesOf(scope: JsonObject): [string, JsonObject][] {
  return Object.entries(scope.States as JsonObject).flatMap(([name, state]) => [[name, state as JsonObject] as [string, JsonObject],
    ...[...(state as { Branches?: JsonObject[] }).Branches ?? [], (state as JsonObject).ItemProcessor].filter(isObject).flatMap(statesOf)]);
}
