import { SyntaxProblem } from '../../failures';
import { compileIntrinsic, isIntrinsic } from '../../intrinsics/compile';
import { Json } from '../../json';
import { compilePath } from '../../paths/path';
import { compileReferencePath } from '../../paths/reference-path';
import { expected, FieldKind } from '../fields';
import { Place } from '../place';
import { hasSubstitution } from './text';

/** Takes down what is wrong with the text of an expression. */
export function checkSyntax(compile: () => unknown, place: Place): void {
  try {
    compile();
  } catch (error) {
    if (!(error instanceof SyntaxProblem)) throw error;
    place.problem(error.message);
  }
}

/** Takes down what is wrong with a path; one that is a substitution from its start is known when it is deployed. */
export function checkPath(text: string, place: Place): void {
  if (!text.startsWith('$') && hasSubstitution(text)) return;
  if (text.startsWith('${')) return;
  checkSyntax(() => compilePath(text), place);
}

/** Takes down what is wrong with a path or an intrinsic function. */
export function checkPathOrIntrinsic(text: string, place: Place): void {
  if (isIntrinsic(text)) checkSyntax(() => compileIntrinsic(text), place);
  else checkPath(text, place);
}

function pathKind(expects: string, mayBeNull: boolean, check: (text: string, place: Place) => void): FieldKind {
  return {
    expects,
    read(value: Json, place) {
      if (value === null && mayBeNull) return null;
      if (typeof value !== 'string') return expected(expects, value, place);
      check(value, place);
      return value;
    },
  };
}

/** A path that reads: into the input, the context object or a variable. */
export const path = pathKind('a path such as $.order', false, checkPath);

/** A path that reads, or `null` for an empty object. */
export const pathOrNull = pathKind('a path such as $.order, or null', true, checkPath);

/** A path, or an intrinsic function, that makes text. */
export const pathOrIntrinsic = pathKind('a path such as $.error, or an intrinsic function', false, checkPathOrIntrinsic);

/** A path to one place of the input, or `null` to discard. */
export const referencePathOrNull = pathKind('a path to one place such as $.charge, or null', true, (text, place) => {
  if (!text.startsWith('${')) checkSyntax(() => compileReferencePath(text), place);
});
