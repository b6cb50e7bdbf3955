import type { CompiledTemplate } from './compile';
import { Json, put } from '../json';

/** Objects with more members than this are made member by member. */
const MOST_WRITTEN_OUT = 64;

/**
 * A function that makes an object of these members.
 *
 * The function is written out for its names, as if by hand: the engine of JavaScript then knows the
 * object's shape, and makes it five times as fast as member by member. Names enter the text as JSON
 * strings only. Where code must not be made from text, members are set one by one.
 */
export function objectMaker(names: readonly string[], getters: readonly CompiledTemplate[]): CompiledTemplate {
  if (names.includes('__proto__') || names.length > MOST_WRITTEN_OUT) return memberByMember(names, getters);
  const locals = getters.map((_, index) => `g${index} = getters[${index}]`).join(', ');
  const members = names.map((name, index) => `${JSON.stringify(name)}: g${index}(scope)`).join(', ');
  try {
    // eslint-disable-next-line no-new-func
    return new Function('getters', `const ${locals}; return (scope) => ({ ${members} });`)(getters) as CompiledTemplate;
  } catch (error) {
    if (!(error instanceof EvalError)) throw error;
    return memberByMember(names, getters);
  }
}

function memberByMember(names: readonly string[], getters: readonly CompiledTemplate[]): CompiledTemplate {
  return (scope) => {
    const made: Record<string, Json> = {};
    for (let index = 0; index < names.length; index++) put(made, names[index], getters[index](scope));
    return made;
  };
}
