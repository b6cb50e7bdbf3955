import { readFileSync } from 'fs';
import { join } from 'path';
import { MAP_DEFAULTS, MAP_LIMITS } from '../../../src/patterns/s3-distributed-map/map-limits';
import { AGAIN_LABEL } from '../../../src/patterns/s3-distributed-map/map-names';
import { renameStates } from '../../../src/patterns/s3-distributed-map/renamed-states';
import { S3_MAP_DEFAULTS } from '../../../src/patterns/s3-distributed-map/s3-distributed-map-props';

const ROOM = join(__dirname, '../../../src/patterns/s3-distributed-map');

/** The documentation of a prop. */
function docsOf(file: string, prop: string): string {
  const text = readFileSync(join(ROOM, file), 'utf8');
  return text.slice(0, text.search(new RegExp(`readonly ${prop}\\??:`))).split('/**').pop()!.replace(/\s*\n\s*\*\s*/g, ' ');
}

test.each<[string, string, string]>([
  ['map-options.ts', 'maxConcurrency', `@default ${MAP_DEFAULTS.maxConcurrency}`],
  ['map-options.ts', 'prefix', `@default ${MAP_DEFAULTS.prefix}`],
  ['map-options.ts', 'outputType', `@default OutputType.${S3_MAP_DEFAULTS.outputType}`],
  ['map-options.ts', 'transformation', `@default Transformation.${S3_MAP_DEFAULTS.transformation}`],
  ['map-options.ts', 'executionType', `@default StateMachineType.${S3_MAP_DEFAULTS.executionType}`],
  ['map-options.ts', 'label', `1 to ${MAP_LIMITS.labelLength} ASCII characters, ${MAP_LIMITS.labelLength - AGAIN_LABEL.length} with a second run`],
  ['map-options.ts', 'maxItems', '1 to 100,000,000'],
  ['s3-distributed-map-props.ts', 'results', `below \`${MAP_DEFAULTS.prefix}/\``],
  ['s3-distributed-map-props.ts', 'resultsRemovalPolicy', `@default RemovalPolicy.${S3_MAP_DEFAULTS.resultsRemovalPolicy.toUpperCase()}`],
  ['s3-distributed-map-props.ts', 'secondRun', `@default ${S3_MAP_DEFAULTS.secondRun}`],
  ['s3-distributed-map-props.ts', 'itemsFailedThreshold', `@default ${MAP_DEFAULTS.itemsFailedThreshold}`],
  ['s3-distributed-map-props.ts', 'backlogThreshold', `@default ${MAP_DEFAULTS.backlogThreshold}`],
])('%s says what the code does with %s', (file, prop, words) => {
  const text = readFileSync(join(ROOM, file), 'utf8');
  // two structs of the file have a maxItems
  const docs = prop === 'maxItems' ? text.replace(/\s*\n\s*\*\s*/g, ' ') : docsOf(file, prop);
  expect(docs).toContain(words);
});

test('renaming states renames the labels of distributed maps within', () => {
  const inner = { Type: 'Map', Label: 'Rows', ItemProcessor: { ProcessorConfig: { Mode: 'DISTRIBUTED' }, StartAt: 'Do', States: { Do: { Type: 'Pass', End: true } } }, End: true };
  expect(renameStates({ StartAt: 'Each', States: { Each: inner } }, (name) => `${name}!`)).toEqual({
    StartAt: 'Each!',
    States: { 'Each!': { ...inner, Label: 'Rows-again', ItemProcessor: { ProcessorConfig: { Mode: 'DISTRIBUTED' }, StartAt: 'Do!', States: { 'Do!': { Type: 'Pass', End: true } } } } },
  });
});
