import { CompiledState } from './compiled-state';
import { Linker } from './linker';
import type { ChoiceState } from '../../asl';
import { compileFlow, Flow } from '../dataflow/flow';
import { compileCondition, Test } from '../dataflow/language';
import { ErrorName, StateFailure } from '../engine/failure';
import type { Frame } from '../engine/frame';

/** One way out of the state: when it is taken, and what is assigned and put out then. */
interface Way {
  readonly test: Test;
  readonly flow: Flow;
  next: CompiledState | undefined;
}

class CompiledChoice extends CompiledState {
  public readonly ways: Way[] = [];
  public otherwise: CompiledState | undefined;

  constructor(state: ChoiceState, private readonly flow: Flow) {
    super(state);
  }

  public execute(frame: Frame): boolean {
    const effective = this.flow.effectiveInput(frame);
    for (const way of this.ways) {
      if (way.test(frame)) return way.flow.finish(frame, effective, way.next);
    }
    if (this.otherwise) return this.flow.finish(frame, effective, this.otherwise);
    throw new StateFailure({
      error: ErrorName.NO_CHOICE_MATCHED,
      cause: `An error occurred while executing the state '${this.name}' (entered at the event id #${frame.enteredEvent}). `
        + 'Failed to transition out of the state. The state does not point to a next state.',
    });
  }
}

/** Choice: goes on to the first state whose rule holds. */
export function compileChoice(state: ChoiceState, linker: Linker): CompiledState {
  const choice = new CompiledChoice(state, compileFlow(state, 'input'));
  state.choices.forEach((branch, index) => {
    // a rule brings its own Assign and Output; the state's belong to the default
    const flow = compileFlow({ ...state, assign: branch.assign, output: branch.output }, 'input', `Choices[${index}]/`);
    const way: Way = { test: compileCondition(state, branch, index), flow, next: undefined };
    linker.link(branch.next, (next) => { way.next = next; });
    choice.ways.push(way);
  });
  linker.link(state.default, (next) => { choice.otherwise = next; });
  return choice;
}
