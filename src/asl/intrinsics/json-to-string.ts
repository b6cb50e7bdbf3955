import { jsonText } from '../json-text';
import { Intrinsic } from './intrinsic';

/** `States.JsonToString(value)`: the value as JSON text. */
export const jsonToString: Intrinsic = {
  name: 'States.JsonToString',
  arguments: [1, 1],
  call: (args) => jsonText(args[0]),
};
