import { equal } from '../equal';
import { arrayAt, Intrinsic } from './intrinsic';

/** `States.ArrayContains(array, value)`: whether an item equals the value. */
export const arrayContains: Intrinsic = {
  name: 'States.ArrayContains',
  arguments: [2, 2],
  call: (args) => arrayAt(args, 0).some((item) => equal(item, args[1])),
};
