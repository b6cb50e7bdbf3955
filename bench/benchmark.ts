/** One figure of a benchmark. */
export interface Row {
  /** What was measured. */
  readonly what: string;
  /** The figure, with its unit. */
  readonly value: string;
  /** The target, in words. */
  readonly target?: string;
  /** Whether the target is met; undefined where the figure is for comparison only. */
  readonly met?: boolean;
}

/** Something that is measured, its contenders side by side. */
export interface Benchmark {
  readonly name: string;
  run(): Promise<Row[]> | Row[];
}

export function median(numbers: readonly number[]): number {
  const sorted = [...numbers].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  return sorted.length % 2 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

/**
 * Runs the contenders in turn, A B A B …, so that a machine that slows down slows all of them.
 *
 * @returns the median time of each, in milliseconds
 */
export function inTurn(rounds: number, ...contenders: Array<() => void>): number[] {
  for (const contender of contenders) contender(); // warm-up
  const times = contenders.map((): number[] => []);
  for (let round = 0; round < rounds; round++) {
    contenders.forEach((contender, i) => {
      const start = process.hrtime.bigint();
      contender();
      times[i].push(Number(process.hrtime.bigint() - start) / 1e6);
    });
  }
  return times.map(median);
}
