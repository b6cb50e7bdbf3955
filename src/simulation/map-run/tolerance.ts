import { compileNumber } from './number-field';
import type { MapState } from '../../asl';
import type { Frame } from '../engine/frame';

/** How many failed items a map run bears. */
export interface Tolerance {
  /** As the state says, where it does. */
  readonly count: number | undefined;
  readonly percentage: number | undefined;
  /** Whether so many failed items are too many; `total` is undefined while more items may come. */
  isExceeded(failed: number, total: number | undefined): boolean;
}

/**
 * Compiles the tolerated failures of a Distributed Map: a share, a number, or whichever is exceeded first. None are tolerated where
 * neither is given.
 * @see https://docs.aws.amazon.com/step-functions/latest/dg/state-map-distributed.html#maprun-fail-threshold
 */
export function compileTolerance(state: MapState): (frame: Frame) => Tolerance {
  const count = compileNumber(state.queryLanguage, 'ToleratedFailureCount', state.toleratedFailureCount, state.toleratedFailureCountPath, { least: 0, most: Infinity });
  const share = compileNumber(state.queryLanguage, 'ToleratedFailurePercentage', state.toleratedFailurePercentage, state.toleratedFailurePercentagePath,
    { least: 0, most: 100, fractions: true });
  return (frame) => {
    const percentage = share(frame);
    const given = count(frame);
    const atMost = given ?? (percentage === undefined ? 0 : Infinity);
    return {
      count: given,
      percentage,
      isExceeded(failed, total) {
        if (failed === 0) return false;
        if (failed > atMost || percentage === 0) return true;
        return percentage !== undefined && total !== undefined && failed * 100 > percentage * total;
      },
    };
  };
}
