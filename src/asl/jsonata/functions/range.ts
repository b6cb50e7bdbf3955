import type { AwsFunction } from './aws-function';

/** The items that one `$range` may give, as AWS documents for States.ArrayRange. */
const MAX_ITEMS = 1_000;

/**
 * `$range(first, last, step)`: from `first` to `last` by `step`, which may be negative.
 * AWS answers `$range(1, 9, 9)` with 1: the result is a sequence, and a sequence of one is its item.
 */
export const range: AwsFunction = {
  name: 'range',
  signature: '<nnn:a>',
  make: ({ createSequence }) => (first?: number, last?: number, step?: number) => {
    if (first === undefined || last === undefined || step === undefined) return undefined;
    if (step === 0) throw { message: 'the third argument of $range must not be 0' };
    const count = Math.floor((last - first) / step) + 1;
    if (count > MAX_ITEMS) throw { message: `$range gives at most ${MAX_ITEMS} items, this would be ${count}` };
    const items = createSequence();
    for (let i = 0; i < count; i++) items.push(first + i * step);
    return items;
  },
};
