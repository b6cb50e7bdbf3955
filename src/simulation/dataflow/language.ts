import { compileJsonataTemplate } from './jsonata-template';
import { compileJsonPath } from './jsonpath';
import * as asl from '../../asl';
import type { ChoiceBranch, ChoiceState, FailState, Json, QueryLanguage } from '../../asl';
import { FieldFailure, RuntimeFailure } from '../engine/failure';
import type { Frame } from '../engine/frame';
import { stringify } from '../engine/payload';

export { compileLookup } from './jsonpath';

/** A value that is worked out when a state runs. */
export type Value = (frame: Frame) => Json;
/** A condition that is tested when a state runs. */
export type Test = (frame: Frame) => boolean;
/** Puts a value somewhere into a copy of an input. */
export type SetAt = (input: Json, value: Json) => Json;

/** Compiles a path, an intrinsic function, or a variable of JSONPath, whose value has to be there. */
export function compilePath(path: string): Value {
  return compileJsonPath(path);
}

/** Compiles a reference path, such as ResultPath. */
export function compileReferencePath(path: string): SetAt {
  const place = asl.compileReferencePath(path);
  return (input, value) => place.put(input, value);
}

/** Compiles a payload template of either language; `field` names it in errors. */
export function compileTemplate(template: Json, language: QueryLanguage, field: string): Value {
  return language === 'JSONata' ? compileJsonataTemplate(template, field) : asl.compileTemplate(template);
}

/** Compiles a text that may be fixed, an expression, or behind a path: the Error and Cause of a Fail state. */
export function compileText(state: Pick<FailState, 'queryLanguage'>, field: string, literal: string | undefined, path: string | undefined): Value | undefined {
  if (path !== undefined) {
    const value = compilePath(path);
    return (frame) => {
      const got = value(frame);
      if (typeof got !== 'string') throw new RuntimeFailure(`The ${field}Path field refers to a value that is no string: ${path} == ${stringify(got)}`);
      return got;
    };
  }
  if (literal === undefined) return undefined;
  if (state.queryLanguage !== 'JSONata') return () => literal;
  const value = compileJsonataTemplate(literal, field);
  return (frame) => {
    const got = value(frame);
    if (typeof got === 'string') return got;
    throw new FieldFailure(field, unexpected(literal, field, 'string', got));
  };
}

/** Compiles the condition of one rule of a Choice state. */
export function compileCondition(state: ChoiceState, branch: ChoiceBranch, index: number): Test {
  if (state.queryLanguage !== 'JSONata') return asl.compileChoiceRule(branch.rule);
  const { condition } = branch;
  if (typeof condition !== 'string') return () => condition === true;
  const field = `Choices[${index}]/Condition`;
  const value = compileJsonataTemplate(condition, field);
  return (frame) => {
    const got = value(frame);
    if (typeof got === 'boolean') return got;
    throw new FieldFailure(field, unexpected(condition, field, 'boolean', got));
  };
}

function unexpected(expression: string, field: string, expected: string, got: Json): string {
  return `The JSONata expression '${expression.slice(2, -2).trim()}' specified for the field '${field}' returned an unexpected result type. `
    + `Expected '${expected}', but was '${asl.kindOf(got)}' for value: ${stringify(got)}`;
}
