import { Json } from '../json';
import { arrayAt, Intrinsic, IntrinsicProblem, wholeAt } from './intrinsic';

/** `States.ArrayPartition(array, size)`: the array in parts of a size, the last one what is left. */
export const arrayPartition: Intrinsic = {
  name: 'States.ArrayPartition',
  arguments: [2, 2],
  call(args) {
    const items = arrayAt(args, 0);
    const size = wholeAt(args, 1);
    if (size <= 0) throw new IntrinsicProblem(`the second argument must be a positive integer, but was ${size}`);
    const parts: Json[] = [];
    for (let index = 0; index < items.length; index += size) parts.push(items.slice(index, index + size));
    return parts;
  },
};
