import type { Json } from '../../asl';

/** An intrinsic function of CloudFormation. */
export interface Intrinsic {
  /** Its key in a template (`Fn::Join`). */
  readonly name: string;
  /** Its value; `undefined` is `AWS::NoValue`. */
  evaluate(argument: Json, frame: Frame): Json | undefined;
}

/** What an intrinsic may ask of the template that it stands in. */
export interface Frame {
  readonly region: string;
  evaluate(value: Json): Json | undefined;
  /** The value of a parameter or pseudo-parameter, or what a resource's `Ref` gives. */
  ref(name: string): Json | undefined;
  /** An attribute of a resource. */
  attribute(logicalId: string, attribute: string): Json | undefined;
  condition(name: string): boolean;
  /** An entry of a mapping, `undefined` where there is none. */
  mapping(map: string, first: string, second: string): Json | undefined;
  /** The value of an export, of this assembly or given by hand. */
  importValue(exportName: string): Json | undefined;
  /** An output of another stack of the assembly. */
  stackOutput(stackName: string, output: string): Json | undefined;
  /** Says that what is evaluated cannot be resolved; the message gets the place put in front. */
  fail(problem: string): never;
}

/** The argument's members: `Fn::Join` and its like take a list of a given length. */
export function list(name: string, argument: Json, least: number, most: number, frame: Frame): Json[] {
  if (!Array.isArray(argument) || argument.length < least || argument.length > most) {
    frame.fail(`${name} takes a list of ${least === most ? least : `${least} to ${most}`}, got ${JSON.stringify(argument)}`);
  }
  return argument as Json[];
}

/** An evaluated value as text: numbers and booleans too, as CloudFormation does. */
export function text(name: string, value: Json | undefined, frame: Frame): string {
  if (typeof value === 'string') return value;
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  return frame.fail(`${name} needs text, got ${JSON.stringify(value) ?? 'nothing'}`);
}

/** An evaluated value as a list. */
export function items(name: string, value: Json | undefined, frame: Frame): Json[] {
  if (Array.isArray(value)) return value as Json[];
  return frame.fail(`${name} needs a list, got ${JSON.stringify(value) ?? 'nothing'}`);
}
