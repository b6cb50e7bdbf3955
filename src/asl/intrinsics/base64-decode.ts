import { Intrinsic, IntrinsicProblem, LONGEST_TEXT, textAt } from './intrinsic';

/** `States.Base64Decode(text)`: the text of what is in MIME Base64. */
export const base64Decode: Intrinsic = {
  name: 'States.Base64Decode',
  arguments: [1, 1],
  call(args) {
    const text = textAt(args, 0, LONGEST_TEXT);
    if (!/^[A-Za-z0-9+/]*={0,2}$/.test(text) || text.replace(/=+$/, '').length % 4 === 1) throw new IntrinsicProblem('the first argument is not Base64');
    return Buffer.from(text, 'base64').toString('utf8');
  },
};
