import { Json, kindOf } from '../json';
import { EvaluationServices } from '../scope';

/** One intrinsic function. */
export interface Intrinsic {
  /** Its name, with `States.` */
  readonly name: string;
  /** The fewest and the most arguments it takes. */
  readonly arguments: readonly [number, number];
  /**
   * Its value.
   *
   * @throws IntrinsicProblem where an argument does not fit
   */
  call(args: readonly Json[], services: EvaluationServices): Json;
}

/** An argument does not fit: becomes `States.IntrinsicFailure`. */
export class IntrinsicProblem extends Error {
  public readonly name = 'IntrinsicProblem';
}

/** The longest text that is encoded, decoded or hashed. @see https://docs.aws.amazon.com/step-functions/latest/dg/intrinsic-functions.html */
export const LONGEST_TEXT = 10_000;

const ORDINALS = ['first', 'second', 'third'];

function misfit(position: number, expected: string, got: Json): IntrinsicProblem {
  return new IntrinsicProblem(`the ${ORDINALS[position] ?? `${position + 1}th`} argument must be ${expected}, but was ${kindOf(got)}`);
}

/** The argument at this position, which must be an array. */
export function arrayAt(args: readonly Json[], position: number): readonly Json[] {
  const value = args[position];
  if (!Array.isArray(value)) throw misfit(position, 'an array', value);
  return value as readonly Json[];
}

/** The argument at this position, which must be text. */
export function textAt(args: readonly Json[], position: number, longest = Infinity): string {
  const value = args[position];
  if (typeof value !== 'string') throw misfit(position, 'a string', value);
  if (value.length > longest) throw new IntrinsicProblem(`the ${ORDINALS[position]} argument must be at most ${longest} characters long, but was ${value.length}`);
  return value;
}

/** The argument at this position, which must be a number; AWS rounds it to a whole one, halves upwards. */
export function wholeAt(args: readonly Json[], position: number): number {
  const value = args[position];
  if (typeof value !== 'number') throw misfit(position, 'a number', value);
  return Math.round(value) + 0;
}

/** The argument at this position, which must be an object. */
export function objectAt(args: readonly Json[], position: number): { readonly [key: string]: Json } {
  const value = args[position];
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw misfit(position, 'an object', value);
  return value as { readonly [key: string]: Json };
}
