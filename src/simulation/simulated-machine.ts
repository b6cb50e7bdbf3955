import type { Machine } from './engine/machine';

/** A state machine with the name that messages call it by. */
export interface SimulatedMachine extends Machine {
  readonly logicalId: string;
}
