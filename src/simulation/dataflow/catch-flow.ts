import { compileReferencePath, compileTemplate } from './language';
import type { Catcher, JsonObject, State } from '../../asl';
import type { Frame } from '../engine/frame';
import type { CompiledState } from '../states/compiled-state';

/** Leaves a state for where a catcher says. */
export type CatchFlow = (frame: Frame, errorOutput: JsonObject, next: CompiledState | undefined) => true;

/** Compiles what a catcher puts out and assigns. */
export function compileCatchFlow(state: Pick<State, 'queryLanguage'>, catcher: Catcher, index: number): CatchFlow {
  const where = `Catch[${index}]`;
  const { queryLanguage } = state;
  const assign = catcher.assign === undefined ? undefined : compileTemplate(catcher.assign, queryLanguage, `${where}/Assign`);
  if (queryLanguage === 'JSONata') {
    const output = catcher.output === undefined ? undefined : compileTemplate(catcher.output, queryLanguage, `${where}/Output`);
    return (frame, errorOutput, next) => {
      frame.resulted(undefined);
      frame.erred(errorOutput);
      const assigned = assign && assign(frame) as JsonObject;
      return frame.leave(output ? output(frame) : errorOutput, next, assigned);
    };
  }
  const { resultPath } = catcher;
  const set = typeof resultPath === 'string' && resultPath !== '$' ? compileReferencePath(resultPath) : undefined;
  return (frame, errorOutput, next) => {
    frame.data = errorOutput;
    const assigned = assign && assign(frame) as JsonObject;
    const output = resultPath === null ? frame.input : set ? set(frame.input, errorOutput) : errorOutput;
    return frame.leave(output, next, assigned);
  };
}
