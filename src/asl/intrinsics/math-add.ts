import { Intrinsic, wholeAt } from './intrinsic';

/** `States.MathAdd(a, b)`: the sum of two numbers, each rounded first. */
export const mathAdd: Intrinsic = {
  name: 'States.MathAdd',
  arguments: [2, 2],
  call: (args) => wholeAt(args, 0) + wholeAt(args, 1),
};
