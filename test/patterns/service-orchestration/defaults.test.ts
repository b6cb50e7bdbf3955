import { readFileSync } from 'fs';
import { join } from 'path';
import { CIRCUIT_DEFAULTS } from '../../../src/patterns/service-orchestration/circuit-breaker';
import { ORCHESTRATION_DEFAULTS } from '../../../src/patterns/service-orchestration/service-orchestration-props';

const ROOM = join(__dirname, '../../../src/patterns/service-orchestration');

/** The `@default` note of a prop, on one line. */
function noteOf(file: string, prop: string): string {
  const text = readFileSync(join(ROOM, file), 'utf8');
  const docs = text.slice(0, text.search(new RegExp(`readonly ${prop}\\??:`))).split('/**').pop()!;
  return docs.split('@default')[1].replace(/\s*\*\/?\s*/g, ' ').trim();
}

const { statusCodes, callTimeoutExpress, timeoutBehindApi } = ORCHESTRATION_DEFAULTS;

test.each([
  ['circuit-breaker.ts', 'failureThreshold', String(CIRCUIT_DEFAULTS.failureThreshold)],
  ['circuit-breaker.ts', 'window', `Duration.minutes(${CIRCUIT_DEFAULTS.window.toMinutes()})`],
  ['circuit-breaker.ts', 'coolDown', `Duration.seconds(${CIRCUIT_DEFAULTS.coolDown.toSeconds()})`],
  ['service-orchestration-props.ts', 'complete', String(statusCodes.complete)],
  ['service-orchestration-props.ts', 'degraded', String(statusCodes.degraded)],
  ['service-orchestration-props.ts', 'partial', String(statusCodes.partial)],
  ['service-orchestration-props.ts', 'failed', String(statusCodes.failed)],
  ['service-orchestration-props.ts', 'statusCodes', `- ${Object.values(statusCodes).join(', ')}`],
  ['service-orchestration-props.ts', 'failureMode', `FailureMode.${ORCHESTRATION_DEFAULTS.failureMode}`],
  ['service-orchestration-props.ts', 'causes', String(ORCHESTRATION_DEFAULTS.causes)],
  ['service-orchestration-props.ts', 'callTimeout', `- Duration.seconds(${callTimeoutExpress.toSeconds()}) in an Express workflow, else that of the step`],
])('the note in %s on %s says what the code does', (file, prop, note) => {
  expect(noteOf(file, prop)).toBe(note);
});

test('the note on the props says which timeout holds behind an API', () => {
  expect(readFileSync(join(ROOM, 'service-orchestration-props.ts'), 'utf8')).toContain(`\`timeout\` is ${timeoutBehindApi.toSeconds()} seconds where an API waits`);
});
