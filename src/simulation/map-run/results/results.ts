import type { ChildResult } from './child-result';
import type { Json } from '../../../asl';
import type { Work } from '../work';

/** Takes the results of a map run, and gives the result of the state. */
export interface Results {
  /** Whether works that were never started are results too. */
  readonly takesPending: boolean;
  /** A child ended. `index` is its place among the works. */
  add(index: number, result: ChildResult): void;
  /** A work was never started. */
  pending(work: Work): void;
  /** Ends the results, also where the map run failed. @returns what the state's result is where it succeeded */
  close(): Json;
  /** Takes results again, for a redrive: successes stay, what did not succeed is forgotten. */
  reopen(): void;
}
