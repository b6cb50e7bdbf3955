import { sharedLines } from './shared-data';
import { JsonObject, parseDefinition, renderDefinition } from '../../src/asl';

const real = sharedLines('definitions', 'real.jsonl');
const recorded = sharedLines('conformance', 'cases.jsonl')?.filter((each) => each.definition !== undefined);

(real ? test.each(real.map((each) => [each.from as string, each.definition as JsonObject])) : test.skip.each([['no data', {} as JsonObject]]))(
  '%s parses, and renders back to the same JSON', (_from, definition) => {
    expect(renderDefinition(parseDefinition(definition))).toEqual(definition);
  });

(recorded ? test : test.skip)('every definition that AWS has run parses, and renders back to the same JSON', () => {
  for (const { definition } of recorded!) {
    const json = (typeof definition === 'string' ? JSON.parse(definition) : definition) as JsonObject;
    expect(renderDefinition(parseDefinition(definition as JsonObject | string))).toEqual(json);
  }
});
