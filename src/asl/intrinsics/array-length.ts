import { arrayAt, Intrinsic } from './intrinsic';

/** `States.ArrayLength(array)`: how many items it has. */
export const arrayLength: Intrinsic = {
  name: 'States.ArrayLength',
  arguments: [1, 1],
  call: (args) => arrayAt(args, 0).length,
};
