import { Json } from '../json';
import { Intrinsic, IntrinsicProblem, textAt } from './intrinsic';

/** `States.StringToJson(text)`: the value of JSON text. */
export const stringToJson: Intrinsic = {
  name: 'States.StringToJson',
  arguments: [1, 1],
  call(args) {
    const text = textAt(args, 0);
    try {
      return JSON.parse(text) as Json;
    } catch {
      throw new IntrinsicProblem(`the first argument is not JSON: '${text}'`);
    }
  },
};
