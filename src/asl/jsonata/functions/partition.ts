import type { AwsFunction } from './aws-function';

/**
 * `$partition(array, size)`: the array in chunks of `size` items, the last one shorter if need be.
 * Like `$range`, a result of one chunk is that chunk, as JSONata does with every sequence of one.
 */
export const partition: AwsFunction = {
  name: 'partition',
  signature: '<an:a>',
  make: ({ createSequence }) => (array: unknown[] | undefined, size: number) => {
    if (array === undefined) return undefined;
    if (!Number.isInteger(size) || size < 1) throw { message: `the second argument of $partition must be a positive integer, got ${size}` };
    const chunks = createSequence();
    for (let i = 0; i < array.length; i += size) chunks.push(array.slice(i, i + size));
    return chunks;
  },
};
