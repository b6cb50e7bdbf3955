import type { Json } from '../../asl';

/** What one child execution works on: an item, or a batch of them. */
export interface Work {
  readonly input: Json;
  /** how many items it stands for: a failure counts as so many */
  readonly items: number;
}
