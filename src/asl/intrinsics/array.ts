import { Intrinsic } from './intrinsic';

/** `States.Array(a, b, …)`: the arguments as an array. */
export const array: Intrinsic = {
  name: 'States.Array',
  arguments: [0, Infinity],
  call: (args) => [...args],
};
