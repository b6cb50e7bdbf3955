import { Intrinsic, LONGEST_TEXT, textAt } from './intrinsic';

/** `States.Base64Encode(text)`: the text in MIME Base64. */
export const base64Encode: Intrinsic = {
  name: 'States.Base64Encode',
  arguments: [1, 1],
  call: (args) => Buffer.from(textAt(args, 0, LONGEST_TEXT), 'utf8').toString('base64'),
};
