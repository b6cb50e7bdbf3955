import type { MapRunner } from './engine/map-run-port';
import type { MockBook } from './mocks/mock-book';
import type { SimulatedMachine } from './simulated-machine';

/** What all workflows of a simulator share. */
export interface SimulatedWorld {
  readonly machines: ReadonlyMap<string, SimulatedMachine>;
  readonly book: MockBook;
  readonly mapRunner: MapRunner;
  readonly storage: () => unknown;
}
