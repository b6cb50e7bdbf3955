import { CompiledState } from './compiled-state';
import { Linker } from './linker';
import type { WaitState } from '../../asl';
import { compileDelay, Delay } from '../dataflow/delay';
import { compileFlow, Flow } from '../dataflow/flow';
import { RuntimeFailure } from '../engine/failure';
import type { Frame } from '../engine/frame';

/** The longest wait, in seconds: what a signed 32-bit number holds. */
const LONGEST = 2 ** 31 - 1;

class CompiledWait extends CompiledState {
  public readonly abortedType = 'WaitStateAborted';
  public next: CompiledState | undefined;

  constructor(state: WaitState, private readonly flow: Flow, private readonly delay: Delay) {
    super(state);
  }

  public execute(frame: Frame): boolean {
    const effective = this.flow.effectiveInput(frame);
    const milliseconds = this.delay(frame);
    if (milliseconds > LONGEST * 1000) throw new RuntimeFailure('Wait state delay is too long.');
    const finish = (): boolean => this.flow.finish(frame, effective, this.next);
    if (milliseconds <= 0) return finish();
    const { clock } = frame.execution;
    const timer = clock.after(milliseconds, () => frame.resume(finish));
    frame.cancel = () => clock.cancel(timer);
    return false;
  }
}

/** Wait: lets time pass. */
export function compileWait(state: WaitState, linker: Linker): CompiledState {
  const wait = new CompiledWait(state, compileFlow(state, 'input'), compileDelay(state));
  linker.link(state.next, (next) => { wait.next = next; });
  return wait;
}
