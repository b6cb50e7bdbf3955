import { DefinitionError, describeAsAws, JsonObject, parseDefinition, renderDefinition, walkStates } from '../../src/asl';

const diagnosticsOf = (definition: JsonObject | string, workflowType?: 'STANDARD' | 'EXPRESS'): string[] => {
  try {
    parseDefinition(definition, { workflowType });
    return [];
  } catch (error) {
    if (!(error instanceof DefinitionError)) throw error;
    return error.diagnostics.map((each) => `${each.code} ${each.path}: ${each.reason}`);
  }
};
const one = (state: JsonObject, more: JsonObject = {}): JsonObject => ({ StartAt: 'A', States: { A: state }, ...more });

test('everything that is wrong comes in one error, with state, field and reason', () => {
  // GIVEN
  const definition = {
    StartAt: 'A',
    States: {
      A: { Type: 'Task', Resource: '', Nxt: 'B', Next: 'Refnd' },
      Refund: { Type: 'Wait', End: true },
    },
  };
  // WHEN
  const parse = () => parseDefinition(definition);
  // THEN
  expect(parse).toThrow('invalid definition: 5 problems');
  expect(parse).toThrow("state 'A', field 'Nxt': a Task state has no such field; did you mean 'Next'?");
  expect(parse).toThrow("state 'A', field 'Resource': got ''; give the ARN of what is called");
  expect(parse).toThrow("state 'A', field 'Next': there is no state 'Refnd' in this scope; did you mean 'Refund'?");
  expect(parse).toThrow("state 'Refund', field 'Seconds': the state needs one of");
});

test.each<[string, JsonObject | string, string]>([
  ['text that is not JSON', '{', 'INVALID_JSON_DESCRIPTION'],
  ['a list', '[]', 'got an empty array'],
  ['no states', { StartAt: 'A', States: {} }, '/States: got an empty object'],
  ['no StartAt', { States: { A: { Type: 'Succeed' } } }, '/StartAt: a definition needs this field'],
  ['an unknown type', one({ Type: 'Tusk' }), "got 'Tusk'; give Pass, Task, Choice, Wait, Succeed, Fail, Parallel or Map; did you mean 'Task'?"],
  ['neither Next nor End', one({ Type: 'Pass' }), "needs 'Next'"],
  ['Next and End', one({ Type: 'Pass', Next: 'A', End: true }), "both 'Next' and 'End'"],
  ['a state that nothing leads to', { StartAt: 'A', States: { A: { Type: 'Succeed' }, B: { Type: 'Succeed' } } }, 'MISSING_TRANSITION_TARGET /States/B: no state leads here'],
  ['a loop without end', one({ Type: 'Pass', Next: 'A' }), 'MISSING_END_STATE'],
  ['a name too long', { StartAt: 'x'.repeat(81), States: { ['x'.repeat(81)]: { Type: 'Succeed' } } }, '81 characters'],
  ['JSONata fields in JSONPath', one({ Type: 'Pass', Output: 1, End: true }), '/States/A/Output: this field needs QueryLanguage JSONata, and here it is JSONPath'],
  ['JSONPath fields in JSONata', one({ Type: 'Pass', Parameters: {}, End: true }, { QueryLanguage: 'JSONata' }), '/States/A/Parameters: this field needs QueryLanguage JSONPath'],
  ['a JSONPath state in a JSONata definition', one({ Type: 'Succeed', QueryLanguage: 'JSONPath' }, { QueryLanguage: 'JSONata' }), 'cannot be JSONPath where the whole definition is JSONata'],
  ['States.ALL with others', one({ Type: 'Task', Resource: 'a', End: true, Retry: [{ ErrorEquals: ['States.ALL', 'X'] }] }), "'States.ALL' must stand alone"],
  ['States.ALL before others', one({ Type: 'Task', Resource: 'a', End: true, Catch: [{ ErrorEquals: ['States.ALL'], Next: 'A' }, { ErrorEquals: ['X'], Next: 'A' }] }), 'must be in the last entry'],
  ['a delay shorter than the interval', one({ Type: 'Task', Resource: 'a', End: true, Retry: [{ ErrorEquals: ['X'], IntervalSeconds: 5, MaxDelaySeconds: 5 }] }), 'give more than IntervalSeconds'],
  ['a heartbeat as long as the timeout', one({ Type: 'Task', Resource: 'a', End: true, TimeoutSeconds: 5, HeartbeatSeconds: 5 }), 'give less than TimeoutSeconds'],
  ['two forms of a wait', one({ Type: 'Wait', Seconds: 1, SecondsPath: '$.x', End: true }), "cannot stand beside 'Seconds'"],
  ['a time that is none', one({ Type: 'Wait', Timestamp: '2026-02-30T00:00:00Z', End: true }), "got '2026-02-30T00:00:00Z'"],
  ['a Map without a processor', one({ Type: 'Map', End: true }), 'needs what it runs for each item'],
  ['a reader in an inline Map', one({ Type: 'Map', End: true, ItemReader: { Resource: 'r' }, ItemProcessor: one({ Type: 'Succeed' }) }), 'only a Distributed Map'],
  ['a malformed path', one({ Type: 'Pass', InputPath: '$.a[', End: true }), '/States/A/InputPath: '],
  ['a result path with a wildcard', one({ Type: 'Pass', ResultPath: '$.a[*]', End: true }), 'has names and indexes alone'],
  ['a malformed path in a template', one({ Type: 'Pass', Parameters: { a: { 'b.$': 'c' } }, End: true }), "/States/A/Parameters/a/b.$: a path begins with '$', got 'c'"],
  ['a dynamic member that is no text', one({ Type: 'Pass', Parameters: { 'b.$': 1 }, End: true }), 'got 1; give a path such as $.order'],
  ['a member both fixed and dynamic', one({ Type: 'Pass', Parameters: { 'b.$': '$.b', 'b': 1 }, End: true }), "cannot stand beside 'b'"],
  ['an unknown intrinsic function', one({ Type: 'Pass', Parameters: { 'b.$': 'States.UUIDs()' }, End: true }), "did you mean 'States.UUID'?"],
  ['a malformed expression', one({ Type: 'Pass', Output: { a: ['{% $states.input. %}'] }, End: true }, { QueryLanguage: 'JSONata' }), '/States/A/Output/a[0]: JSONata expression'],
  ['a condition that is no expression', { QueryLanguage: 'JSONata', StartAt: 'A', States: { A: { Type: 'Choice', Choices: [{ Condition: 'true', Next: 'B' }] }, B: { Type: 'Succeed' } } }, "got 'true'; give an expression"],
  ['JSONPath in a JSONata choice', { QueryLanguage: 'JSONata', StartAt: 'A', States: { A: { Type: 'Choice', Choices: [{ Variable: '$.a', IsNull: true, Next: 'B' }] }, B: { Type: 'Succeed' } } }, 'a choice rule has no such field'],
  ['a variable called states', one({ Type: 'Pass', Assign: { states: 1 }, End: true }), "'states' is reserved"],
  ['a variable whose name is none', one({ Type: 'Pass', Assign: { 'a-b.$': '$.x' }, End: true }), "'a-b' is no name of a variable"],
  ['a Distributed Map without the type of its children', one({ Type: 'Map', End: true, ItemProcessor: { ProcessorConfig: { Mode: 'DISTRIBUTED' }, StartAt: 'B', States: { B: { Type: 'Succeed' } } } }), 'give STANDARD or EXPRESS'],
  ['a batch without a size', one({ Type: 'Map', End: true, ItemBatcher: {}, ItemProcessor: { ProcessorConfig: { Mode: 'DISTRIBUTED', ExecutionType: 'EXPRESS' }, StartAt: 'B', States: { B: { Type: 'Succeed' } } } }), 'a batch needs a size'],
  ['a number with a fraction', one({ Type: 'Wait', Seconds: 1.5, End: true }), 'got 1.5; give a whole number from 0 to 99,999,999'],
])('%s is refused', (_name, definition, reason) => {
  expect(diagnosticsOf(definition).join('\n')).toContain(reason);
});

test('a name stands once in a definition, inner scopes included', () => {
  const definition = one({ Type: 'Parallel', End: true, Branches: [one({ Type: 'Succeed' })] });
  expect(diagnosticsOf(definition)).toEqual([
    'DUPLICATE_STATE_NAME /States/A/Branches[0]/States/A: another state of this definition has this name, at /States/A; give each state its own',
  ]);
});

test.each(['.sync', '.sync:2', '.waitForTaskToken'])('an Express workflow cannot use %s', (suffix) => {
  const definition = one({ Type: 'Task', Resource: `arn:aws:states:::sqs:sendMessage${suffix}`, End: true });
  expect(diagnosticsOf(definition, 'EXPRESS')).toEqual([expect.stringContaining('Express workflows cannot')]);
  expect(diagnosticsOf(definition, 'STANDARD')).toEqual([]);
});

test('what Express cannot do is refused in the Express children of a Standard workflow', () => {
  const child = { StartAt: 'B', States: { B: { Type: 'Task', Resource: 'arn:aws:states:::glue:startJobRun.sync', End: true } } };
  const definition = one({ Type: 'Map', End: true, ItemProcessor: { ...child, ProcessorConfig: { Mode: 'DISTRIBUTED', ExecutionType: 'EXPRESS' } } });
  expect(diagnosticsOf(definition, 'STANDARD')).toEqual([expect.stringContaining('cannot run a job to its end')]);
});

test('substitutions stay as they are, in texts and in place of numbers', () => {
  const definition = {
    StartAt: 'A',
    States: {
      A: { Type: 'Task', Resource: '${Function}', TimeoutSeconds: '${Timeout}', Next: 'B', Retry: [{ ErrorEquals: ['X'], MaxAttempts: '${Attempts}' }] },
      B: { Type: 'Wait', Seconds: '${Pause}', End: true },
    },
  };
  expect(renderDefinition(parseDefinition(definition))).toEqual(definition);
});

test('JSON of 10,000 levels is refused, not crashed on', () => {
  const deep = '['.repeat(10_000) + ']'.repeat(10_000);
  expect(diagnosticsOf(`{"StartAt":"A","States":{"A":{"Type":"Pass","End":true,"Result":${deep}}}}`)).toEqual([expect.stringContaining('nests deeper than 1000 levels')]);
});

test('names such as __proto__ are names like any other', () => {
  // GIVEN
  const text = '{"StartAt":"__proto__","States":{"__proto__":{"Type":"Pass","Result":{"__proto__":{"polluted":true}},"Next":"constructor"},"constructor":{"Type":"Succeed"}}}';
  // WHEN
  const definition = parseDefinition(text);
  // THEN
  expect(Object.keys(definition.states)).toEqual(['__proto__', 'constructor']);
  expect(JSON.stringify(renderDefinition(definition))).toContain('"__proto__":{"polluted":true}');
  expect(({} as Record<string, unknown>).polluted).toBeUndefined();
});

test('states inside of a JSONata state are in the language of the definition, unless they say otherwise', () => {
  // GIVEN
  const inner = (state: JsonObject): JsonObject => one({ Type: 'Map', QueryLanguage: 'JSONata', Items: [1], End: true, ItemProcessor: { StartAt: 'B', States: { B: { Type: 'Pass', End: true, ...state } } } });
  // THEN
  expect(diagnosticsOf(inner({ Parameters: {} }))).toEqual([]);
  expect(diagnosticsOf(inner({ QueryLanguage: 'JSONata', Output: 1 }))).toEqual([]);
  expect(diagnosticsOf(inner({ Output: 1 }))).toEqual([expect.stringContaining('this field needs QueryLanguage JSONata')]);
});

test('a definition of more than a megabyte is refused', () => {
  expect(diagnosticsOf(one({ Type: 'Succeed', Comment: 'x'.repeat(1_048_576) }))).toEqual([expect.stringContaining('give one of at most 1048576')]);
});

test('states are walked with those inside of them, each with its scope and path', () => {
  // GIVEN
  const definition = parseDefinition(one({ Type: 'Parallel', End: true, Branches: [{ StartAt: 'B', States: { B: { Type: 'Map', End: true, Iterator: { StartAt: 'C', States: { C: { Type: 'Succeed' } } } } } }] }));
  // WHEN
  const visited: string[] = [];
  walkStates(definition, (state, scope, { path, parent }) => { visited.push(`${path} in ${scope.startAt} of ${parent?.name}`); expect(scope.states[state.name]).toBe(state); });
  // THEN
  expect(visited).toEqual([
    '/States/A in A of undefined',
    '/States/A/Branches[0]/States/B in B of A',
    '/States/A/Branches[0]/States/B/Iterator/States/C in C of B',
  ]);
});

test('what is wrong can be said in the words of AWS, where they are known', () => {
  // GIVEN
  const definition = { StartAt: 'A', States: { A: { Type: 'Parallel', Branches: [], Next: 'Nowhere' }, B: { Type: 'Pass', Next: 'A' } } };
  // WHEN
  let error: unknown;
  try { parseDefinition(definition); } catch (thrown) { error = thrown; }
  // THEN
  expect((error as DefinitionError).diagnostics.map(describeAsAws)).toEqual([
    'SCHEMA_VALIDATION_FAILED: Value cannot be empty at /States/A/Branches',
    "MISSING_TRANSITION_TARGET: Missing 'Next' target: Nowhere at /States/A/Next",
    'MISSING_TRANSITION_TARGET: State "B" is not reachable. at /States/B',
    'MISSING_END_STATE: Workflow has no terminal state',
  ]);
});
