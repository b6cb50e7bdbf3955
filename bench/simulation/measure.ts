import { Row } from '../benchmark';

/** A speed that was measured, with the one that is wanted. */
export interface Speed {
  readonly what: string;
  readonly perSecond: number;
  readonly target: number;
}

const ROUNDS = 5;

/** The processor time that this process has used, in seconds: unlike the clock on the wall, it leaves out what other processes take. */
export function cpuSeconds(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e6;
}

/** How much work a second of one core gets done at best, over a few rounds after one that warms up. @param work returns how much it did */
export function perSecond(work: () => number): number {
  return inTurn(work)[0];
}

/** The same for contenders that take turns, so that a machine that slows down slows all of them. */
export function inTurn(...works: ReadonlyArray<() => number>): number[] {
  works.forEach((work) => work());
  const best = works.map(() => 0);
  for (let round = 0; round < ROUNDS; round++) {
    works.forEach((work, index) => {
      const start = cpuSeconds();
      const done = work();
      best[index] = Math.max(best[index], done / (cpuSeconds() - start));
    });
  }
  return best;
}

/** The figures of a benchmark: each speed with its target and, as a ratio, the peer's on the same work in the same process. */
export function rowsOf(unit: string, peer: number | undefined, ...speeds: readonly Speed[]): Row[] {
  const shown = (speed: number): string => `${Math.round(speed).toLocaleString('en')}/s`;
  return [
    ...speeds.map(({ what, perSecond: speed, target }) => ({
      what: `${unit}, ${what}${peer === undefined ? '' : ` (${(speed / peer).toFixed(1)} times the peer)`}`,
      value: shown(speed),
      target: `at least ${shown(target)}`,
      met: speed >= target,
    })),
    { what: `${unit}, aws-local-stepfunctions`, value: peer === undefined ? 'does not run here' : shown(peer) },
  ];
}
