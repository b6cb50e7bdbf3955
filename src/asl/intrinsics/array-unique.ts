import { equal } from '../equal';
import { Json } from '../json';
import { arrayAt, Intrinsic } from './intrinsic';

/** `States.ArrayUnique(array)`: each item once, where it stood first. */
export const arrayUnique: Intrinsic = {
  name: 'States.ArrayUnique',
  arguments: [1, 1],
  call(args) {
    const scalars = new Set<Json>();
    const nested: Json[] = [];
    return arrayAt(args, 0).filter((item) => {
      if (typeof item !== 'object' || item === null) return !scalars.has(item) && scalars.add(item) !== undefined;
      return !nested.some((other) => equal(other, item)) && nested.push(item) > 0;
    });
  },
};
