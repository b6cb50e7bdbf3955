import * as fc from '../fast-check';
import { validDefinitions } from './definitions-arbitrary';
import { scopeOf } from './scope-of';
import {
  allStates, compileChoiceRule, compileIntrinsic, compilePath, compileTemplate, DefinitionError, EvaluationFailure, Json, JsonObject, jsonText,
  parseDefinition, renderDefinition, SyntaxProblem,
} from '../../src/asl';

test('a random valid definition parses, and renders back to the same JSON', () => {
  fc.assert(fc.property(validDefinitions, (definition) => {
    expect(JSON.stringify(sorted(renderDefinition(parseDefinition(definition))))).toBe(JSON.stringify(sorted(definition)));
    expect(renderDefinition(parseDefinition(JSON.stringify(definition)))).toEqual(JSON.parse(JSON.stringify(definition)));
  }), { numRuns: 150 });
});

test('a definition with anything in any place is read or refused, and never crashes', () => {
  fc.assert(fc.property(validDefinitions, fc.nat(), fc.jsonValue({ maxDepth: 2 }), fc.string(), (definition, at, value, name) => {
    const broken = replaceAt(definition, at, name, value as Json);
    try {
      expect(allStates(parseDefinition(broken)).length).toBeGreaterThan(0);
    } catch (error) {
      expect(error).toBeInstanceOf(DefinitionError);
      expect((error as DefinitionError).diagnostics.every(({ reason }) => reason !== '')).toBe(true);
    }
  }), { numRuns: 300 });
});

test('any JSON is read or refused, and never crashes', () => {
  fc.assert(fc.property(fc.jsonValue(), (value) => {
    try {
      parseDefinition(value as JsonObject);
    } catch (error) {
      expect(error).toBeInstanceOf(DefinitionError);
    }
  }));
});

const expressions = fc.oneof(fc.string(), fc.stringMatching(/^\$[.[\]'"a-c*?@()<>=!&|0-9:,-]{0,20}$/), fc.stringMatching(/^States\.(Array|Format|MathAdd|UUID)\([$.a-c',0-9{}\\() -]{0,20}\)?$/));

test('any text is an expression or a syntax problem, and what compiles gives a value, nothing, or a failure that AWS has', () => {
  fc.assert(fc.property(expressions, fc.jsonValue(), (text, data) => {
    const scope = scopeOf(data as Json);
    const attempts = [
      () => compilePath(text).find(scope), () => compileIntrinsic(text)(scope), () => compileTemplate({ 'x.$': text })(scope),
      () => compileChoiceRule({ Variable: text, NumericEquals: 1 })(scope),
    ];
    for (const attempt of attempts) {
      try {
        attempt();
      } catch (error) {
        expect(error instanceof SyntaxProblem || error instanceof EvaluationFailure).toBe(true);
      }
    }
  }), { numRuns: 2_000 });
});

test('jsonText is JSON.stringify for what that can take', () => {
  fc.assert(fc.property(fc.jsonValue(), (value) => {
    let deep = value as Json;
    for (let level = 0; level < 10_000; level++) deep = [deep];
    expect(jsonText(value as Json)).toBe(JSON.stringify(value));
    expect(jsonText(deep).slice(10_000, -10_000)).toBe(JSON.stringify(value));
  }), { numRuns: 30 });
});

function sorted(value: Json): Json {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value as JsonObject).sort(([a], [b]) => a < b ? -1 : 1);
  return entries.map(([key, each]) => [key, sorted(each)]) as unknown as Json;
}

/** The definition with the nth member that a walk meets replaced, renamed or added to. */
function replaceAt(definition: JsonObject, at: number, name: string, value: Json): JsonObject {
  const copy = JSON.parse(JSON.stringify(definition)) as JsonObject;
  const holders: Array<Record<string, Json>> = [];
  const walk = (each: Json): void => {
    if (typeof each !== 'object' || each === null) return;
    holders.push(each as Record<string, Json>);
    Object.values(each).forEach(walk);
  };
  walk(copy);
  const holder = holders[at % holders.length];
  const keys = Object.keys(holder);
  const kind = at % 3;
  if (Array.isArray(holder) && kind === 0) holder.push(value);
  else if (kind === 0 || keys.length === 0) holder[name] = value;
  else if (kind === 1) holder[keys[at % keys.length]] = value;
  else delete holder[keys[at % keys.length]];
  return copy;
}
