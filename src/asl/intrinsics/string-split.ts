import { Intrinsic, textAt } from './intrinsic';

/** `States.StringSplit(text, delimiters)`: what stands between delimiters, each of whose characters divides; empty parts are left out. */
export const stringSplit: Intrinsic = {
  name: 'States.StringSplit',
  arguments: [2, 2],
  call(args) {
    const text = textAt(args, 0);
    const delimiters = new Set(textAt(args, 1));
    const parts: string[] = [];
    let part = '';
    for (const char of text) {
      if (!delimiters.has(char)) {
        part += char;
      } else if (part !== '') {
        parts.push(part);
        part = '';
      }
    }
    if (part !== '') parts.push(part);
    return parts;
  },
};
