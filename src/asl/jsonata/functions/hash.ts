import { createHash } from 'node:crypto';
import type { AwsFunction } from './aws-function';

const ALGORITHMS: ReadonlyMap<string, string> = new Map([
  ['MD5', 'md5'], ['SHA-1', 'sha1'], ['SHA-256', 'sha256'], ['SHA-384', 'sha384'], ['SHA-512', 'sha512'],
]);

/** `$hash(text, algorithm)`: the hash of the text's UTF-8 bytes in lower-case hexadecimal. */
export const hash: AwsFunction = {
  name: 'hash',
  signature: '<ss:s>',
  make: () => (text?: string, algorithm?: string) => {
    if (text === undefined) return undefined;
    const known = ALGORITHMS.get(algorithm ?? '');
    if (!known) throw { message: `$hash knows ${[...ALGORITHMS.keys()].join(', ')}, got ${algorithm}` };
    return createHash(known).update(text, 'utf8').digest('hex');
  },
};
