import { compilePath, compileReferencePath, compileTemplate, SetAt, Value } from './language';
import type { Json, JsonObject, State } from '../../asl';
import type { Frame } from '../engine/frame';
import type { CompiledState } from '../states/compiled-state';

/** How data comes into a state, and how it goes out. */
export interface Flow {
  /** Works out the effective input: what the state does its work on. It is `$` afterwards. */
  effectiveInput(frame: Frame): Json;
  /** Leaves the state with what its work gave. */
  finish(frame: Frame, result: Json, next: CompiledState | undefined): true;
}

/** The fields of a state that data flows through, in either language. */
interface FlowFields {
  readonly inputPath?: string | null;
  readonly parameters?: Json;
  readonly arguments?: Json;
  readonly resultSelector?: JsonObject;
  readonly resultPath?: string | null;
  readonly outputPath?: string | null;
  readonly output?: Json;
  readonly assign?: JsonObject;
}

const NOTHING: JsonObject = {};

/**
 * Compiles a state's data flow.
 *
 * @param gives whether the state's work gives a result of its own, which `$states.result` names, or its input
 * @param where what comes before a field's name in the words of an error
 */
export function compileFlow(state: Pick<State, 'queryLanguage'> & FlowFields, gives: 'input' | 'result', where = ''): Flow {
  return state.queryLanguage === 'JSONata' ? jsonataFlow(state, gives, where) : jsonPathFlow(state);
}

/** InputPath, Parameters, (work), ResultSelector, Assign, ResultPath, OutputPath. */
function jsonPathFlow(state: FlowFields): Flow {
  const inputPath = pathUnlessWhole(state.inputPath);
  const parameters = state.parameters === undefined ? undefined : compileTemplate(state.parameters, 'JSONPath', 'Parameters');
  const selector = state.resultSelector === undefined ? undefined : compileTemplate(state.resultSelector, 'JSONPath', 'ResultSelector');
  const assign = state.assign === undefined ? undefined : compileTemplate(state.assign, 'JSONPath', 'Assign');
  const keepsInput = state.resultPath === null;
  const setResult: SetAt | undefined = typeof state.resultPath === 'string' && state.resultPath !== '$' ? compileReferencePath(state.resultPath) : undefined;
  const outputPath = pathUnlessWhole(state.outputPath);
  return {
    effectiveInput(frame) {
      if (inputPath) frame.data = inputPath(frame);
      if (parameters) frame.data = parameters(frame);
      return frame.data;
    },
    finish(frame, result, next) {
      frame.data = result;
      if (selector) frame.data = selector(frame);
      const assigned = assign && assign(frame) as JsonObject;
      if (keepsInput) frame.data = frame.input;
      else if (setResult) frame.data = setResult(frame.input, frame.data);
      return frame.leave(outputPath ? outputPath(frame) : frame.data, next, assigned);
    },
  };
}

/** Arguments, (work), Assign and Output, which see the same variables. */
function jsonataFlow(state: FlowFields, gives: 'input' | 'result', where: string): Flow {
  const args = state.arguments === undefined ? undefined : compileTemplate(state.arguments, 'JSONata', `${where}Arguments`);
  const assign = state.assign === undefined ? undefined : compileTemplate(state.assign, 'JSONata', `${where}Assign`);
  const output = state.output === undefined ? undefined : compileTemplate(state.output, 'JSONata', `${where}Output`);
  return {
    effectiveInput: (frame) => (args ? args(frame) : frame.input),
    finish(frame, result, next) {
      if (gives === 'result') frame.resulted(result);
      const assigned = assign && assign(frame) as JsonObject;
      return frame.leave(output ? output(frame) : result, next, assigned);
    },
  };
}

/** A path that picks something: null gives an empty object, and the whole needs no path. */
function pathUnlessWhole(path: string | null | undefined): Value | undefined {
  if (path === undefined || path === '$') return undefined;
  return path === null ? () => NOTHING : compilePath(path);
}
