import { Intrinsic, IntrinsicProblem, wholeAt } from './intrinsic';

/** The most items of a range. @see https://docs.aws.amazon.com/step-functions/latest/dg/intrinsic-functions.html */
const MOST_ITEMS = 1_000;

/** `States.ArrayRange(first, last, step)`: the numbers from first to last, last included where it is met. */
export const arrayRange: Intrinsic = {
  name: 'States.ArrayRange',
  arguments: [3, 3],
  call(args) {
    const [first, last, step] = [wholeAt(args, 0), wholeAt(args, 1), wholeAt(args, 2)];
    if (step === 0) throw new IntrinsicProblem('the third argument must not be 0');
    const count = Math.max(0, Math.floor((last - first) / step) + 1);
    if (count > MOST_ITEMS) throw new IntrinsicProblem(`the range must have at most ${MOST_ITEMS} items, but has ${count}`);
    return Array.from({ length: count }, (_, index) => first + index * step);
  },
};
