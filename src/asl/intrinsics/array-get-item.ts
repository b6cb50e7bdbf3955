import { arrayAt, Intrinsic, IntrinsicProblem, wholeAt } from './intrinsic';

/** `States.ArrayGetItem(array, index)`: the item at an index, counted from 0. */
export const arrayGetItem: Intrinsic = {
  name: 'States.ArrayGetItem',
  arguments: [2, 2],
  call(args) {
    const items = arrayAt(args, 0);
    const index = wholeAt(args, 1);
    if (index < 0 || index >= items.length) throw new IntrinsicProblem(`the index ${index} is out of bounds for an array of ${items.length} items`);
    return items[index];
  },
};
