import { CompiledState } from './compiled-state';
import type { FailState } from '../../asl';
import { compileText, Value } from '../dataflow/language';
import { StateFailure } from '../engine/failure';
import type { Frame } from '../engine/frame';

class CompiledFail extends CompiledState {
  constructor(state: FailState, private readonly error: Value | undefined, private readonly cause: Value | undefined) {
    super(state);
  }

  public execute(frame: Frame): boolean {
    throw new StateFailure({ error: this.error?.(frame) as string | undefined, cause: this.cause?.(frame) as string | undefined });
  }
}

/** Fail: ends its scope with an error. */
export function compileFail(state: FailState): CompiledState {
  return new CompiledFail(state, compileText(state, 'Error', state.error, state.errorPath), compileText(state, 'Cause', state.cause, state.causePath));
}
