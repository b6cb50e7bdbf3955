import { compileChoice } from './choice';
import { compileFail } from './fail';
import { CompiledScope, compileScope, StateCompiler } from './linker';
import { compileMap } from './map';
import { compileParallel } from './parallel';
import { compilePass } from './pass';
import { compileSucceed } from './succeed';
import { compileTask } from './task';
import { compileWait } from './wait';
import type { Definition, StateTypeName } from '../../asl';

/** A definition whose states are ready to run. */
export type CompiledMachine = CompiledScope;

/** The registry: each type of state and what makes it ready to run. */
const COMPILERS: Readonly<Record<StateTypeName, StateCompiler>> = {
  Pass: compilePass,
  Task: compileTask,
  Choice: compileChoice,
  Wait: compileWait,
  Succeed: compileSucceed,
  Fail: compileFail,
  Parallel: compileParallel,
  Map: compileMap,
};

const compiled = new WeakMap<Definition, CompiledMachine>();

/** Makes a definition ready to run; the same definition is compiled once. */
export function compileDefinition(definition: Definition): CompiledMachine {
  let machine = compiled.get(definition);
  if (!machine) {
    machine = compileScope(definition, COMPILERS);
    compiled.set(definition, machine);
  }
  return machine;
}
