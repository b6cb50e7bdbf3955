import { Token } from 'aws-cdk-lib';
import { checkBucketChoice } from './bucket-choice';
import { MAP_DEFAULTS, MAP_LIMITS } from './map-limits';
import { AGAIN, AGAIN_LABEL } from './map-names';
import { ItemBatching, MapRunResults } from './map-options';
import { DistributedMapStepProps, S3_MAP_DEFAULTS } from './s3-distributed-map-props';
import { PropChecks } from '../../workflow/prop-checks';
import { holdsExpression } from '../../workflow/steps/jsonata';
import { MAX_NAME_LENGTH } from '../../workflow/steps/step-defaults';

/** So that the longest of the states' names fits. */
const NAME_LENGTH = 50;

/** What is wrong with a map, worded. */
export function mapProblems(props: DistributedMapStepProps, label: string, secondRun: boolean): string[] {
  const checks = new PropChecks(props.name);
  checks.check(props.name.length <= NAME_LENGTH, 'name', props.name, `give at most ${NAME_LENGTH} characters: the map's states have longer names made of it`);
  props.source._check(props.maxItems, checks);
  checkProcessor(props, secondRun, checks);
  checkSelector(props, checks);
  if (props.batching !== undefined) checkBatching(props.batching, checks);
  checkNumbers(props, checks);
  checkLabel(label, props.label ?? props.name, secondRun, checks);
  checkResults(props.results, checks);
  checkOverlap(props, checks);
  return [...checks.found];
}

/** Bytes of a value as JSON; 0 for what is not there. */
export function bytesOf(value: unknown): number {
  return value === undefined ? 0 : Buffer.byteLength(JSON.stringify(value), 'utf8');
}

function checkProcessor({ itemProcessor, executionType, itemRetry }: DistributedMapStepProps, secondRun: boolean, checks: PropChecks): void {
  itemProcessor._check(executionType ?? S3_MAP_DEFAULTS.executionType, itemRetry, checks);
  if (!secondRun) return;
  const room = MAX_NAME_LENGTH - AGAIN.length;
  const long = itemProcessor._stateNames.filter((name) => name.length > room && name.length <= MAX_NAME_LENGTH);
  checks.check(long.length === 0, 'itemProcessor', long, `give its steps names of at most ${room} characters, or set secondRun to false: the second run's end with '${AGAIN}'`);
}

/** A selector makes what goes into a batch, one item at a time; `Items` and `BatchInput` are there only afterwards. */
function checkSelector({ source, itemSelector, batching }: DistributedMapStepProps, checks: PropChecks): void {
  if (source._selects !== undefined) {
    const fix = `take it out: ${source._selects} gives each child the input that it had`;
    checks.check(itemSelector === undefined, 'itemSelector', itemSelector, fix);
    checks.check(batching === undefined, 'batching', batching, fix);
  }
  if (itemSelector === undefined) return;
  const text = JSON.stringify(itemSelector);
  checks.check(holdsExpression(itemSelector) && text.includes('Map.Item'), 'itemSelector', itemSelector,
    'take something of the item, {% $states.context.Map.Item.Value %}: without it every child gets the same');
  checks.check(bytesOf(itemSelector) <= MAP_LIMITS.payloadBytes, 'itemSelector', bytesOf(itemSelector),
    `give at most ${MAP_LIMITS.payloadBytes} bytes: it is part of every child's input`);
  if (batching === undefined) return;
  checks.check(!/\$states\.input\.(Items|BatchInput)\b/.test(text), 'itemSelector', itemSelector,
    'it makes one item, before there is a batch: read $states.context.Map.Item.Value here, and Items and BatchInput in the itemProcessor');
}

function checkBatching({ maxItems, maxInputBytes, batchInput }: ItemBatching, checks: PropChecks): void {
  checks.check(maxItems !== undefined || maxInputBytes !== undefined, 'batching', { maxItems, maxInputBytes }, 'give maxItems or maxInputBytes');
  checks.check(maxItems === undefined || (Number.isInteger(maxItems) && maxItems >= 1), 'batching.maxItems', maxItems, 'give a whole number from 1 on');
  const inRange = maxInputBytes === undefined || (Number.isInteger(maxInputBytes) && maxInputBytes >= 1 && maxInputBytes <= MAP_LIMITS.payloadBytes);
  checks.check(inRange, 'batching.maxInputBytes', maxInputBytes, `give a whole number from 1 to ${MAP_LIMITS.payloadBytes}`);
  if (batchInput === undefined) return;
  const room = inRange ? maxInputBytes ?? MAP_LIMITS.payloadBytes : MAP_LIMITS.payloadBytes;
  checks.check(bytesOf(batchInput) < room, 'batching.batchInput', bytesOf(batchInput), `give fewer than ${room} bytes: it is part of every batch`);
  checks.check(!JSON.stringify(batchInput).includes('Map.Item'), 'batching.batchInput', batchInput,
    'a batch has no single item: take what is of an item in itemSelector, and here what is the same for all');
}

function checkNumbers(props: DistributedMapStepProps, checks: PropChecks): void {
  const { maxConcurrency, toleratedFailurePercentage: percentage, toleratedFailureCount: count } = props;
  checks.check(maxConcurrency === undefined || (Number.isInteger(maxConcurrency) && maxConcurrency >= 1 && maxConcurrency <= MAP_LIMITS.concurrency),
    'maxConcurrency', maxConcurrency, `give a whole number from 1 to ${MAP_LIMITS.concurrency}`);
  checks.check(percentage === undefined || (percentage >= 0 && percentage <= 100), 'toleratedFailurePercentage', percentage, 'give a number from 0 to 100');
  checks.check(count === undefined || (Number.isInteger(count) && count >= 0), 'toleratedFailureCount', count, 'give a whole number from 0 on');
}

/** CloudWatch keeps no metrics of what has other characters than ASCII in its name. */
function checkLabel(label: string, source: string, secondRun: boolean, checks: PropChecks): void {
  const room = MAP_LIMITS.labelLength - (secondRun ? AGAIN_LABEL.length : 0);
  checks.check(label.length >= 1 && label.length <= room && /^[A-Za-z0-9!@.()=_'+-]*$/.test(label), 'label', source,
    `give 1 to ${room} letters, digits and !@.()-=_'+`);
}

function checkResults(results: MapRunResults, checks: PropChecks): void {
  checkBucketChoice(results, 'results', checks);
  const { prefix } = results;
  if (prefix === undefined) return;
  checks.check(prefix !== '' && !/^\/|\/$|\{%/.test(prefix) && !Token.isUnresolved(prefix), 'results.prefix', prefix,
    "give text that is known at synth, without '/' at either end: the role may write below it and nowhere else");
}

/** Results below the prefix that is listed would be items of the next run. */
function checkOverlap({ source, results }: DistributedMapStepProps, checks: PropChecks): void {
  const listed = source._listedPrefix;
  if (listed === undefined || results.bucket === undefined || source._place?.bucket?.bucketName !== results.bucket.bucketName) return;
  const prefix = results.prefix ?? MAP_DEFAULTS.prefix;
  checks.check(!`${prefix}/`.startsWith(listed), 'results.prefix', prefix,
    `the source lists '${listed}' in the same bucket, so results would be items of the next run: give a prefix outside it, or another bucket`);
}
