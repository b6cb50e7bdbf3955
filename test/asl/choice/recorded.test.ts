import { ChoiceState, compileChoiceRule, Json, JsonObject, parseDefinition } from '../../../src/asl';
import { scopeOf } from '../scope-of';
import { sharedLines } from '../shared-data';

const cases = sharedLines('conformance', 'cases.jsonl')?.filter((each) => (each.id as string).startsWith('choice_operators/'));

(cases ? test.each(cases.map((each) => [each.id as string, each])) : test.skip.each([['no data', {} as Record<string, unknown>]]))('%s is decided as AWS decides it', (_id, recorded) => {
  // GIVEN
  const { states, startAt } = parseDefinition(recorded.definition as JsonObject | string);
  const state = states[startAt] as ChoiceState;
  // WHEN
  const chosen = state.choices.find((each) => compileChoiceRule(each.rule)(scopeOf(recorded.input as Json)));
  // THEN
  const next = states[chosen?.next ?? state.default!];
  expect((next as { result?: Json }).result).toEqual((recorded.expect as { output: Json }).output);
});
