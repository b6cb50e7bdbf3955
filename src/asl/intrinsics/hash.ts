import { createHash } from 'node:crypto';
import { Json } from '../json';
import { jsonText } from '../json-text';
import { Intrinsic, IntrinsicProblem, LONGEST_TEXT, textAt } from './intrinsic';

/** The algorithms, with their names in Node.js. */
const ALGORITHMS: Readonly<Record<string, string>> = { 'MD5': 'md5', 'SHA-1': 'sha1', 'SHA-256': 'sha256', 'SHA-384': 'sha384', 'SHA-512': 'sha512' };

function textOf(value: Json): string {
  return typeof value === 'string' ? value : jsonText(value);
}

/** `States.Hash(data, algorithm)`: the hash in hexadecimal; what is no text is hashed as its JSON. */
export const hash: Intrinsic = {
  name: 'States.Hash',
  arguments: [2, 2],
  call(args) {
    const data = textAt([textOf(args[0])], 0, LONGEST_TEXT);
    const algorithm = textAt(args, 1);
    if (!Object.hasOwn(ALGORITHMS, algorithm)) {
      throw new IntrinsicProblem(`the second argument must be one of ${Object.keys(ALGORITHMS).join(', ')}, but was '${algorithm}'`);
    }
    return createHash(ALGORITHMS[algorithm]).update(data, 'utf8').digest('hex');
  },
};
