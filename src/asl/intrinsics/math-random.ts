import { createHash } from 'node:crypto';
import { Intrinsic, IntrinsicProblem, wholeAt } from './intrinsic';

/** A number from 0 up to 1 that the seed alone decides. */
function fractionOf(seed: number): number {
  return createHash('sha256').update(String(seed)).digest().readUInt32BE(0) / 2 ** 32;
}

/** `States.MathRandom(start, end, seed?)`: a whole number from start up to end, end excluded; the same for the same seed. */
export const mathRandom: Intrinsic = {
  name: 'States.MathRandom',
  arguments: [2, 3],
  call(args, services) {
    const [start, end] = [wholeAt(args, 0), wholeAt(args, 1)];
    if (end <= start) throw new IntrinsicProblem(`the second argument must be greater than the first, but they were ${end} and ${start}`);
    return start + Math.floor((args.length > 2 ? fractionOf(wholeAt(args, 2)) : services.random()) * (end - start));
  },
};
