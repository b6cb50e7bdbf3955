import type { AwsFunction } from './aws-function';

/** `$parse(text)`: the JSON value that the text holds. AWS offers it in the place of `$eval`. */
export const parse: AwsFunction = {
  name: 'parse',
  signature: '<s-:x>',
  make: () => (text?: string) => {
    if (text === undefined) return undefined;
    try {
      return JSON.parse(text);
    } catch (error) {
      throw { message: `$parse was given text that is not JSON: ${(error as Error).message}` };
    }
  },
};
