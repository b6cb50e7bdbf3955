/** What became of an example's workflows when its demo ran them. */
export interface DemoReport {
  readonly text: string;
  /** All that is not as expected, a line each. */
  readonly wrong: readonly string[];
}

/** Runs the workflows of a synthesized example on real input. */
export type DemoRun = (cdkOut: string) => Promise<DemoReport>;
