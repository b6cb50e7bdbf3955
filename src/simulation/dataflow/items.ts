import { compilePath, compileTemplate, Value } from './language';
import { kindOf, Json, MapState } from '../../asl';
import { FieldFailure, RuntimeFailure } from '../engine/failure';
import type { Frame, MapItem } from '../engine/frame';
import { stringify } from '../engine/payload';

/** The input of one iteration. */
export type ItemInput = (frame: Frame, item: MapItem) => Json;

/** Compiles what a Map runs over: ItemsPath, Items, or the input itself. */
export function compileItems(state: MapState): (frame: Frame) => readonly Json[] {
  if (state.queryLanguage === 'JSONata') {
    const items: Value = state.items === undefined ? (frame) => frame.input : compileTemplate(state.items, 'JSONata', 'Items');
    return (frame) => {
      const got = items(frame);
      if (!Array.isArray(got)) {
        const shown = typeof state.items === 'string' ? `The JSONata expression '${state.items.slice(2, -2).trim()}' specified for the field 'Items'` : "The field 'Items'";
        throw new FieldFailure('Items', `${shown} returned an unexpected result type. Expected 'array', but was '${kindOf(got)}' for value: ${stringify(got)}`);
      }
      return got;
    };
  }
  const path = state.itemsPath ?? '$';
  const items: Value = path === '$' ? (frame) => frame.data : compilePath(path);
  return (frame) => {
    const got = items(frame);
    if (!Array.isArray(got)) throw new RuntimeFailure(`Reference path "${path}" must point to array.`);
    return got;
  };
}

/** Compiles an iteration's input: the item, or what ItemSelector makes of it. */
export function compileItemInput(state: MapState): ItemInput {
  const field = state.itemSelector === undefined ? 'Parameters' : 'ItemSelector';
  const selector = state.itemSelector ?? (state.queryLanguage === 'JSONPath' ? state.parameters : undefined);
  if (selector === undefined) return (_frame, item) => item.Value;
  const select = compileTemplate(selector, state.queryLanguage, field);
  return (frame, item) => {
    const outer = frame.mapItem;
    frame.mapItem = item;
    try {
      return select(frame);
    } finally {
      frame.mapItem = outer;
    }
  };
}

/** Compiles how many iterations run at once; 0 is no limit of the state's own. */
export function compileConcurrency(state: MapState): Value | undefined {
  if (state.maxConcurrencyPath !== undefined) {
    const path = state.maxConcurrencyPath;
    const value = compilePath(path);
    return (frame) => {
      const got = value(frame);
      if (typeof got !== 'number' || !Number.isInteger(got) || got < 0) {
        throw new RuntimeFailure(`The MaxConcurrencyPath field refers to value "${stringify(got)}" which is not a valid integer: ${path}`);
      }
      return got;
    };
  }
  const { maxConcurrency } = state;
  if (typeof maxConcurrency === 'number') return () => maxConcurrency;
  if (maxConcurrency === undefined) return undefined;
  const value = compileTemplate(maxConcurrency, 'JSONata', 'MaxConcurrency');
  return (frame) => {
    const got = value(frame);
    if (typeof got !== 'number' || !Number.isInteger(got) || got < 0) {
      throw new FieldFailure('MaxConcurrency', `The value returned for the field 'MaxConcurrency' must be a non-negative integer, but was: ${stringify(got)}`);
    }
    return got;
  };
}
