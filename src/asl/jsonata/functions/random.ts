import { createHash } from 'node:crypto';
import type { AwsFunction } from './aws-function';

/**
 * `$random(seed?)`: a number from 0 up to, not including, 1. Without a seed it is drawn from the simulation's own seeded
 * source. With one, the same seed always gives the same number, though not the number that AWS's generator gives.
 */
export const random: AwsFunction = {
  name: 'random',
  signature: '<n?:n>',
  make: ({ host }) => (seed?: number) => seed === undefined ? host.random() : fromSeed(seed),
};

function fromSeed(seed: number): number {
  return createHash('sha256').update(String(seed)).digest().readUIntBE(0, 6) / 2 ** 48;
}
