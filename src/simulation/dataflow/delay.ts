import { compileLookup, compileTemplate } from './language';
import { Json, WaitState } from '../../asl';
import { parseTimestamp } from '../../asl/timestamp';
import { FieldFailure, RuntimeFailure } from '../engine/failure';
import type { Frame } from '../engine/frame';
import { stringify } from '../engine/payload';

/** How long a Wait state waits, in milliseconds. */
export type Delay = (frame: Frame) => number;

/** Compiles whichever of the four forms the state has. */
export function compileDelay(state: WaitState): Delay {
  const { seconds, secondsPath, timestamp, timestampPath } = state;
  if (secondsPath !== undefined) return secondsAt(secondsPath);
  if (timestampPath !== undefined) return timestampAt(timestampPath);
  if (timestamp !== undefined) return state.queryLanguage === 'JSONata' ? evaluatedTimestamp(timestamp) : fixedTimestamp(timestamp);
  if (typeof seconds === 'number') return () => seconds * 1000;
  if (seconds !== undefined && state.queryLanguage === 'JSONata') return evaluatedSeconds(seconds);
  throw new Error(`state '${state.name}': Seconds: got '${seconds}'; give a number: a substitution has to be resolved before the workflow runs`);
}

function secondsAt(path: string): Delay {
  const value = referenced(path, 'SecondsPath');
  return (frame) => {
    const got = value(frame);
    if (typeof got !== 'number' || !Number.isInteger(got)) throw new RuntimeFailure(`The SecondsPath parameter cannot be parsed as a long value: ${path} == ${shown(got)}`);
    if (got < 0) throw new RuntimeFailure(`The SecondsPath parameter references a negative value: ${path} == ${got}`);
    return got * 1000;
  };
}

function timestampAt(path: string): Delay {
  const value = referenced(path, 'TimestampPath');
  return (frame) => {
    const got = value(frame);
    const at = typeof got === 'string' ? parseTimestamp(got) : undefined;
    if (at === undefined) {
      throw new RuntimeFailure(`The TimestampPath parameter does not reference a valid ISO-8601 extended offset date-time format string: ${path} == ${shown(got)}`);
    }
    return until(frame, at);
  };
}

function evaluatedTimestamp(text: string): Delay {
  const value = compileTemplate(text, 'JSONata', 'Timestamp');
  return (frame) => {
    const got = value(frame);
    const at = typeof got === 'string' ? parseTimestamp(got) : undefined;
    if (at === undefined) throw new FieldFailure('Timestamp', `The Timestamp field cannot be parsed as an ISO-8601 extended offset date-time format string: ${shown(got)}`);
    return until(frame, at);
  };
}

function fixedTimestamp(text: string): Delay {
  const at = parseTimestamp(text);
  if (at === undefined) throw new Error(`Timestamp: got '${text}'; give a timestamp such as 2026-01-31T12:00:00Z`);
  return (frame) => until(frame, at);
}

function evaluatedSeconds(text: string): Delay {
  const value = compileTemplate(text, 'JSONata', 'Seconds');
  return (frame) => {
    const got = value(frame);
    if (typeof got !== 'number' || !Number.isInteger(got) || got < 0) {
      throw new FieldFailure('Seconds', `The value returned for the field 'Seconds' must be a non-negative integer, but was: ${shown(got)}`);
    }
    return got * 1000;
  };
}

function referenced(path: string, field: string): (frame: Frame) => Json {
  const value = compileLookup(path);
  return (frame) => {
    const got = value(frame);
    if (got === undefined) throw new RuntimeFailure(`The ${field} parameter does not reference an input value: ${path}`);
    return got;
  };
}

function until(frame: Frame, at: number): number {
  return at - frame.execution.clock.now;
}

function shown(value: Json): string {
  return typeof value === 'string' ? value : stringify(value);
}
