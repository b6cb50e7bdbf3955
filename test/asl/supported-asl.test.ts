import * as fs from 'node:fs';
import * as path from 'node:path';
import { supportedAsl } from '../../scripts/docs/supported-asl';

test('docs/supported-asl.md says what the registries say', () => {
  // GIVEN
  const written = fs.readFileSync(path.join(__dirname, '..', '..', 'docs', 'supported-asl.md'), 'utf8');
  // THEN: if not, run `npx tsx --tsconfig test/tsconfig.json scripts/docs/supported-asl.ts`
  expect(written).toBe(supportedAsl());
});

test.each(['`TimeoutSecondsPath` | JSONPath', '`Arguments` | JSONata', '`NumericLessThanEqualsPath`', '`States.ArrayUnique` | 1', '`Iterator`', '`ItemsPointer`'])('it names %s', (text) => {
  expect(supportedAsl()).toContain(text);
});
