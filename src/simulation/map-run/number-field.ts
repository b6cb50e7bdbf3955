import type { Json, NumberOrText, QueryLanguage } from '../../asl';
import { compilePath, compileTemplate } from '../dataflow/language';
import { FieldFailure, RuntimeFailure } from '../engine/failure';
import type { Frame } from '../engine/frame';
import { stringify } from '../engine/payload';

/** A number that a field gives when the state runs, or undefined where the state does not say. */
export type NumberField = (frame: Frame) => number | undefined;

/** What numbers a field takes. */
interface Range {
  readonly least: number;
  readonly most: number;
  /** whether fractions are taken */
  readonly fractions?: boolean;
}

/** Compiles a field that is a number, a JSONata expression, or a path under `<field>Path`. */
export function compileNumber(
  language: QueryLanguage, field: string, fixed: NumberOrText | undefined, path: string | undefined, range: Range,
): NumberField {
  if (path !== undefined) {
    const value = compilePath(path);
    return (frame) => {
      const got = value(frame);
      if (fits(got, range)) return got;
      throw new RuntimeFailure(`The ${field.split('/').pop()}Path field refers to value "${stringify(got)}" which is not ${described(range)}: ${path}`);
    };
  }
  if (typeof fixed !== 'string') return () => fixed;
  const value = compileTemplate(fixed, language, field);
  return (frame) => {
    const got = value(frame);
    if (fits(got, range)) return got;
    throw new FieldFailure(field, `The value returned for the field '${field}' must be ${described(range)}, but was: ${stringify(got)}`);
  };
}

function fits(value: Json, { least, most, fractions }: Range): value is number {
  return typeof value === 'number' && value >= least && value <= most && (fractions === true || Number.isInteger(value));
}

function described({ least, most, fractions }: Range): string {
  const kind = fractions ? 'a number' : 'an integer';
  return most === Infinity ? `${kind} of at least ${least}` : `${kind} from ${least} to ${most}`;
}
