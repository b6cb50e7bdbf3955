import { probe, type ProbeSetting } from './probe';
import type { InspectionData, StateConfiguration } from './test-state-request';
import { only } from './without';
import { isObject, type Json, type JsonObject, type MapState, type State } from '../../asl';
import { ErrorName, type Failure } from '../engine/failure';
import { stringify } from '../engine/payload';

/** What a Map does with its items, as far as it can be told without running them. */
export function inspectMap(state: MapState, input: Json, setting: ProbeSetting, configuration: StateConfiguration | undefined): InspectionData {
  const items = itemsOf(state, input, setting, configuration);
  const selected = state.itemSelector === undefined || items === undefined ? undefined : selectEach(state, items, input, setting);
  const jsonPath = state.queryLanguage === 'JSONPath';
  return {
    maxConcurrency: numberOf(state, 'MaxConcurrency', input, setting) ?? 0,
    ...optional('toleratedFailureCount', numberOf(state, 'ToleratedFailureCount', input, setting)),
    ...optional('toleratedFailurePercentage', numberOf(state, 'ToleratedFailurePercentage', input, setting)),
    ...optional('afterItemsPath', jsonPath && state.itemsPath !== undefined && items !== undefined ? stringify(items) : undefined),
    ...optional('afterItemsPointer', state.itemReader?.readerConfig?.itemsPointer !== undefined && items !== undefined ? stringify(items) : undefined),
    ...optional('afterItemSelector', selected === undefined ? undefined : stringify(selected)),
    ...optional('afterItemBatcher', items === undefined ? undefined : batched(state, selected ?? items, input, setting)),
  };
}

/** Whether so many iterations failed that the Map does: more than it tolerates. */
export function mapFailure(state: State, input: Json, setting: ProbeSetting, configuration: StateConfiguration | undefined): Failure | undefined {
  const failures = configuration?.mapIterationFailureCount;
  if (state.type !== 'Map' || failures === undefined || failures === 0) return undefined;
  const count = numberOf(state, 'ToleratedFailureCount', input, setting);
  const percentage = numberOf(state, 'ToleratedFailurePercentage', input, setting);
  const items = itemsOf(state, input, setting, configuration)?.length ?? 0;
  const tolerated = (count !== undefined && failures <= count) || (percentage !== undefined && items > 0 && failures <= items * percentage / 100);
  return tolerated ? undefined : { error: ErrorName.EXCEED_TOLERATED_FAILURE_THRESHOLD, cause: 'The specified tolerated failure threshold was exceeded' };
}

function itemsOf(state: MapState, input: Json, setting: ProbeSetting, configuration: StateConfiguration | undefined): readonly Json[] | undefined {
  const read = configuration?.mapItemReaderData;
  const items = state.itemReader !== undefined && read !== undefined
    ? pointed(JSON.parse(read) as Json, state.itemReader.readerConfig?.itemsPointer)
    : evaluatedItems(state, input, setting);
  return Array.isArray(items) ? items as readonly Json[] : undefined;
}

function evaluatedItems(state: MapState, input: Json, setting: ProbeSetting): Json | undefined {
  const { source, queryLanguage } = state;
  if (queryLanguage === 'JSONata') return source.Items === undefined ? input : probe({ Type: 'Pass', Output: source.Items, End: true }, input, setting).output;
  const effective = probe({ ...only(source, 'InputPath'), Type: 'Pass', End: true }, input, setting).output;
  return effective === undefined ? undefined : probe({ Type: 'Pass', InputPath: state.itemsPath ?? '$', End: true }, effective, setting).output;
}

/** What a JSON pointer points at (RFC 6901). */
function pointed(data: Json, pointer: string | undefined): Json | undefined {
  let value: Json | undefined = data;
  for (const key of (pointer ?? '').split('/').slice(1)) {
    const name = key.replaceAll('~1', '/').replaceAll('~0', '~');
    value = typeof value === 'object' && value !== null ? (value as JsonObject)[name] : undefined;
  }
  return value;
}

/** The input of each iteration, the item in its context object. */
function selectEach(state: MapState, items: readonly Json[], input: Json, setting: ProbeSetting): Json[] | undefined {
  const template = state.itemSelector!;
  const pass: JsonObject = state.queryLanguage === 'JSONata' ? { Output: template } : { ...only(state.source, 'InputPath'), Parameters: template };
  const selected = items.map((Value, Index) => {
    const context = { ...setting.context, Map: { Item: { Index, Value } } };
    return probe({ ...pass, Type: 'Pass', End: true }, input, { ...setting, context }).output;
  });
  return selected.every((one) => one !== undefined) ? selected : undefined;
}

function batched(state: MapState, items: readonly Json[], input: Json, setting: ProbeSetting): string | undefined {
  const batcher = state.itemBatcher?.source;
  if (batcher === undefined) return undefined;
  const most = fieldNumber(batcher, 'MaxItemsPerBatch', state, input, setting) ?? Infinity;
  const bytes = fieldNumber(batcher, 'MaxInputBytesPerBatch', state, input, setting) ?? Infinity;
  const batches: Json[][] = [];
  let size = Infinity;
  for (const item of items) {
    const length = Buffer.byteLength(stringify(item));
    if (batches.length === 0 || batches.at(-1)!.length >= most || size + length > bytes) {
      batches.push([]);
      size = 0;
    }
    batches.at(-1)!.push(item);
    size += length;
  }
  const batchInput = batcher.BatchInput === undefined ? undefined : evaluated(batcher.BatchInput, state, input, setting);
  return stringify(batches.map((Items) => ({ ...optional('BatchInput', batchInput), Items })));
}

/** A number that the state gives, as such, as an expression or behind a path. */
function numberOf(state: MapState, field: string, input: Json, setting: ProbeSetting): number | undefined {
  return fieldNumber(state.source, field, state, input, setting);
}

function fieldNumber(holder: JsonObject, field: string, state: MapState, input: Json, setting: ProbeSetting): number | undefined {
  const path = holder[`${field}Path`];
  const given = typeof path === 'string' ? probe({ Type: 'Pass', InputPath: path, End: true }, input, setting).output : holder[field];
  const value = typeof given === 'string' ? evaluated(given, state, input, setting) : given;
  return typeof value === 'number' ? value : undefined;
}

function evaluated(template: Json, state: MapState, input: Json, setting: ProbeSetting): Json | undefined {
  const pass: JsonObject = state.queryLanguage === 'JSONata' ? { Output: template } : { Parameters: isObject(template) ? template : {} };
  return probe({ ...pass, Type: 'Pass', End: true }, input, setting).output;
}

function optional<T>(name: string, value: T | undefined): Record<string, T> {
  return value === undefined ? {} : { [name]: value };
}
