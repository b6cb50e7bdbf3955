import { CompiledState } from './compiled-state';
import type { SucceedState } from '../../asl';
import { compileFlow, Flow } from '../dataflow/flow';
import type { Frame } from '../engine/frame';

class CompiledSucceed extends CompiledState {
  constructor(state: SucceedState, private readonly flow: Flow) {
    super(state);
  }

  public execute(frame: Frame): boolean {
    return this.flow.finish(frame, this.flow.effectiveInput(frame), undefined);
  }
}

/** Succeed: ends its scope well. */
export function compileSucceed(state: SucceedState): CompiledState {
  return new CompiledSucceed(state, compileFlow(state, 'input'));
}
