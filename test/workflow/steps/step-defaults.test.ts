import { readFileSync } from 'fs';
import { join } from 'path';
import { Duration } from 'aws-cdk-lib';
import { CATALOG_DEFAULTS } from '../../../src/patterns/etl-pipeline/etl-catalog-props';
import { ETL_DEFAULTS } from '../../../src/patterns/etl-pipeline/etl-pipeline-props';
import { NEW_OBJECTS_DEFAULTS } from '../../../src/patterns/etl-pipeline/new-objects';
import { QUARANTINE_DEFAULTS } from '../../../src/patterns/etl-pipeline/quarantine';
import { DEFAULT_KEY } from '../../../src/patterns/etl-pipeline/quiet-period';
import { RUN_LOCK_DEFAULTS } from '../../../src/patterns/etl-pipeline/run-lock';
import { ORDER_DEFAULTS } from '../../../src/patterns/order-processing/order-processing-props';
import { LONGER_RETRY_DEFAULTS, RETRY_DEFAULTS } from '../../../src/workflow/retry-options';
import { QUERY_ROWS_DEFAULTS } from '../../../src/workflow/steps/query-rows';
import { STEP_DEFAULTS } from '../../../src/workflow/steps/step-defaults';

/** The `@default` note of a prop, on one line. */
function noteOf(file: string, prop: string): string {
  const text = readFileSync(join(__dirname, '../../../src', file), 'utf8');
  const docs = text.slice(0, text.search(new RegExp(`readonly ${prop}\\??:`))).split('/**').pop()!;
  return docs.split('@default')[1].split('@see')[0].replace(/\s*\*\/?\s*/g, ' ').trim();
}

const words = (duration: Duration) => duration.toHumanString();

test('the notes of RetryOptions say what the code does', () => {
  const file = 'workflow/retry-options.ts';
  expect(noteOf(file, 'interval')).toBe(`Duration.seconds(${RETRY_DEFAULTS.interval.toSeconds()}); ${words(LONGER_RETRY_DEFAULTS.interval)} for \`RetryPolicy.longer\``);
  expect(noteOf(file, 'maxAttempts')).toBe(`${RETRY_DEFAULTS.maxAttempts}; ${LONGER_RETRY_DEFAULTS.maxAttempts} for \`RetryPolicy.longer\``);
  expect(noteOf(file, 'backoffRate')).toBe(String(RETRY_DEFAULTS.backoffRate));
  expect(noteOf(file, 'maxDelay')).toBe(`Duration.minutes(${RETRY_DEFAULTS.maxDelay.toMinutes()}); ${words(LONGER_RETRY_DEFAULTS.maxDelay)} for \`RetryPolicy.longer\``);
  expect(noteOf(file, 'jitter')).toBe(String(RETRY_DEFAULTS.jitter));
});

test('the notes of StepProps say what the code does', () => {
  const file = 'workflow/step-props.ts';
  for (const duration of [STEP_DEFAULTS.responseTimeout, STEP_DEFAULTS.functionTimeout, STEP_DEFAULTS.functionTimeoutMargin, STEP_DEFAULTS.jobTimeout,
    STEP_DEFAULTS.callbackTimeout]) {
    expect(noteOf(file, 'timeout')).toContain(words(duration));
  }
  expect(noteOf(file, 'heartbeat')).toContain(words(STEP_DEFAULTS.callbackHeartbeat));
});

test('the notes of OrderProcessingProps say what the code does', () => {
  const file = 'patterns/order-processing/order-processing-props.ts';
  for (const prop of ['orderId', 'amount', 'orderKey', 'eventSource'] as const) expect(noteOf(file, prop)).toBe(ORDER_DEFAULTS[prop]);
  expect(noteOf(file, 'tableRemovalPolicy')).toBe(`RemovalPolicy.${ORDER_DEFAULTS.tableRemovalPolicy.toUpperCase()}`);
  const text = readFileSync(join(__dirname, '../../../src', file), 'utf8');
  expect(text).toContain(`${words(ORDER_DEFAULTS.timeoutStandard)} for Standard`);
});

test('the notes of the props of a pipeline and its parts say what the code does', () => {
  const note = (file: string, prop: string) => noteOf(`patterns/etl-pipeline/${file}.ts`, prop);
  expect(note('etl-pipeline-props', 'tableKey')).toBe(ETL_DEFAULTS.tableKey);
  expect(note('quiet-period', 'tableKey')).toBe(DEFAULT_KEY);
  expect(note('etl-pipeline-props', 'tableRemovalPolicy')).toBe(`RemovalPolicy.${ETL_DEFAULTS.tableRemovalPolicy.toUpperCase()}`);
  expect(note('new-objects', 'quietPeriod')).toBe(`Duration.minutes(${NEW_OBJECTS_DEFAULTS.quietPeriod.toMinutes()})`);
  expect(note('new-objects', 'longestWait')).toBe(`Duration.hours(${NEW_OBJECTS_DEFAULTS.longestWait.toHours()})`);
  expect(note('run-lock', 'patience')).toBe(`Duration.hours(${RUN_LOCK_DEFAULTS.patience.toHours()})`);
  expect(note('quarantine', 'quarantinePrefix')).toBe(QUARANTINE_DEFAULTS.quarantinePrefix);
  expect(note('etl-catalog-props', 'resultPrefix')).toBe(CATALOG_DEFAULTS.resultPrefix);
  expect(note('etl-catalog-props', 'resultRetention')).toBe(`Duration.days(${CATALOG_DEFAULTS.resultRetention.toDays()})`);
  for (const prop of ['pageSize', 'maxRows'] as const) expect(noteOf('workflow/steps/query-rows.ts', prop)).toBe(String(QUERY_ROWS_DEFAULTS[prop]));
});
