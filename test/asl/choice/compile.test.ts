import { compileChoiceRule, Json, JsonObject, parseDefinition } from '../../../src/asl';
import { comparisonFields } from '../../../src/asl/choice/registry';
import { scopeOf } from '../scope-of';

const holds = (rule: JsonObject, data: Json): boolean => compileChoiceRule(rule)(scopeOf(data));
const compare = (operator: string, value: Json, operand: Json): boolean => holds({ Variable: '$.v', [operator]: operand }, { v: value });

test('there are 39 comparison operators', () => {
  expect(new Set(comparisonFields).size).toBe(39);
});

test.each<[string, Json, Json, boolean]>([
  ['StringEquals', 'a', 'a', true], ['StringEquals', 1, '1', false], ['StringLessThan', 'a', 'b', true], ['StringGreaterThanEquals', 'b', 'b', true],
  ['NumericEquals', 1, 1.0, true], ['NumericEquals', '1', 1, false], ['NumericLessThanEquals', 1, 1, true], ['NumericGreaterThan', 2, 1, true],
  ['BooleanEquals', true, true, true], ['BooleanEquals', 'true', true, false],
  ['TimestampEquals', '2026-03-14T02:00:00+01:00', '2026-03-14T01:00:00Z', true],
  ['TimestampLessThan', '2026-03-14T01:00:00.1234567Z', '2026-03-14T01:00:00.1234568Z', true],
  ['TimestampGreaterThan', 'yesterday', '2026-03-14T01:00:00Z', false],
  ['IsNull', null, true, true], ['IsNull', 0, false, true], ['IsString', 'x', true, true], ['IsNumeric', '1', true, false],
  ['IsBoolean', false, true, true], ['IsTimestamp', '2026-03-14T01:00:00Z', true, true], ['IsTimestamp', '2026-03-14', true, false],
  ['IsPresent', null, true, true],
  ['StringMatches', 'log-2026.txt', 'log-*.txt', true], ['StringMatches', 'log.txt', 'log-*.txt', false], ['StringMatches', 'a*b', 'a\\*b', true],
  ['StringMatches', 'axb', 'a\\*b', false], ['StringMatches', 'a\\b', 'a\\\\b', true], ['StringMatches', '', '*', true], ['StringMatches', 'aXbXc', 'a*b*c', true],
  ['StringMatches', 'ab', 'ab*b', false], ['StringMatches', 5, '*', false],
])('%s of %j and %j is decided', (operator, value, operand, expected) => {
  expect(compare(operator, value, operand)).toBe(expected);
});

test('And, Or and Not combine, and stop as soon as it is decided', () => {
  const missing = { Variable: '$.nothing', IsString: true };
  const yes = { Variable: '$.v', IsPresent: true };
  expect(holds({ Or: [yes, missing] }, { v: 1 })).toBe(true);
  expect(holds({ And: [{ Not: yes }, missing] }, { v: 1 })).toBe(false);
});

test('the Path forms compare with another place', () => {
  const rule = { Variable: '$.a', NumericLessThanPath: '$.b' };
  expect(holds(rule, { a: 1, b: 2 })).toBe(true);
  expect(() => holds(rule, { a: 1 })).toThrow("States.Runtime: Invalid path '$.b': The choice state's condition path references an invalid value.");
});

test('a comparison with what is not there fails, IsPresent does not', () => {
  expect(() => holds({ Variable: '$.a', IsNull: true }, {})).toThrow("Invalid path '$.a': The choice state's condition path references an invalid value.");
  expect(holds({ Variable: '$.a', IsPresent: false }, {})).toBe(true);
});

test('a long pattern with many stars takes one pass', () => {
  expect(compare('StringMatches', 'a'.repeat(100_000), `${'*a'.repeat(50)}b`)).toBe(false);
});

test.each<[string, JsonObject, string]>([
  ['no comparison', { Variable: '$.a' }, 'the rule needs a comparison'],
  ['two comparisons', { Variable: '$.a', IsNull: true, IsString: true }, "the rule has 'IsNull' and 'IsString'; keep one of them"],
  ['no variable', { IsNull: true }, 'a comparison needs what it compares'],
  ['a misspelt operator', { Variable: '$.a', StringEqual: 'x' }, "did you mean 'StringEquals'?"],
  ['an operand of another type', { Variable: '$.a', NumericEquals: '1' }, "got '1'; give a number"],
  ['a path that is none', { Variable: 'a', IsNull: true }, "a path begins with '$'"],
  ['Next in an inner rule', { Not: { Variable: '$.a', IsNull: true, Next: 'B' } }, 'only the outermost rule names the state that follows'],
  ['And of nothing', { And: [] }, 'give a list of choice rules, at least one'],
])('a rule with %s is refused', (_name, rule, reason) => {
  const definition = { StartAt: 'A', States: { A: { Type: 'Choice', Choices: [{ ...rule, Next: 'B' }] }, B: { Type: 'Succeed' } } };
  expect(() => parseDefinition(definition)).toThrow(reason);
});
