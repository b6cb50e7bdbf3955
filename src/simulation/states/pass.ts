import { CompiledState } from './compiled-state';
import { Linker } from './linker';
import type { Json, PassState } from '../../asl';
import { compileFlow, Flow } from '../dataflow/flow';
import type { Frame } from '../engine/frame';

class CompiledPass extends CompiledState {
  public next: CompiledState | undefined;
  private readonly result: Json | undefined;

  constructor(state: PassState, private readonly flow: Flow) {
    super(state);
    this.result = state.result;
  }

  public execute(frame: Frame): boolean {
    const effective = this.flow.effectiveInput(frame);
    return this.flow.finish(frame, this.result === undefined ? effective : this.result, this.next);
  }
}

/** Pass: hands its input, or a fixed result, on. */
export function compilePass(state: PassState, linker: Linker): CompiledState {
  const pass = new CompiledPass(state, compileFlow(state, 'input'));
  linker.link(state.next, (next) => { pass.next = next; });
  return pass;
}
