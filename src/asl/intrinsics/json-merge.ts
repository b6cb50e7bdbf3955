import { Intrinsic, IntrinsicProblem, objectAt } from './intrinsic';

/** `States.JsonMerge(first, second, false)`: the members of both objects, the second's where both have one. AWS has no deep merge. */
export const jsonMerge: Intrinsic = {
  name: 'States.JsonMerge',
  arguments: [3, 3],
  call(args) {
    const [first, second] = [objectAt(args, 0), objectAt(args, 1)];
    if (args[2] !== false) throw new IntrinsicProblem('the third argument must be false: objects are merged at their top level alone');
    return { ...first, ...second };
  },
};
