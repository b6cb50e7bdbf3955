import type { ResourceModel } from '../../assembly';
import type { SimulatedMachine } from '../simulated-machine';

/** What a simulator knows by name: its state machines, and the resources around them. */
export interface Catalog {
  /** The state machines that run: the ones a user may start, and those that they may start. */
  readonly machines: readonly SimulatedMachine[];
  /** ARNs of the activities that exist. */
  readonly activities: ReadonlySet<string>;
  /**
   * The state machine that goes by a name; the only one where none is given.
   *
   * @throws there is none, or more than one
   */
  machine(which: string | undefined): SimulatedMachine;
  /**
   * Every text that may name a resource in a call.
   *
   * @throws there is no such resource
   */
  namesOf(which: string): ReadonlySet<string>;
  /** The resource that a text of a call names, where the catalog has it. */
  resourceNamed(text: string): ResourceModel | undefined;
}
