import { JsonObject } from '../../src/asl';
import * as fc from '../fast-check';

const key = fc.constantFrom('id', 'total', 'items', 'customer name', '__proto__', 'constructor', '\ud800', 'ключ');
const path = fc.array(fc.oneof(key.map((name) => `['${name}']`), fc.nat(5).map((index) => `[${index}]`)), { maxLength: 4 }).map((steps) => `$${steps.join('')}`);
const intrinsic = fc.oneof(
  path.map((each) => `States.JsonToString(${each})`),
  fc.constant('States.UUID()'),
  fc.tuple(path, path).map(([a, b]) => `States.Format('{} {}', ${a}, ${b})`),
);
// a key that ends in .$ says that its value is a path
const plainJson = fc.jsonValue({ maxDepth: 1 }).filter((value) => !JSON.stringify(value).includes('.$"'));
const template = fc.letrec<{ any: JsonObject }>((tie) => ({
  any: fc.dictionary(key, fc.oneof({ maxDepth: 3 }, plainJson, tie('any')), { maxKeys: 3 }).chain((fixed) =>
    fc.oneof(path, intrinsic).map((dynamic) => ({ ...fixed, 'dynamic.$': dynamic }) as JsonObject)),
})).any;
const optional =
  (fields: Record<string, fc.Arbitrary<unknown>>): fc.Arbitrary<JsonObject> => fc.record(fields, { requiredKeys: [] }) as fc.Arbitrary<JsonObject>;

const flow = { Comment: fc.string(), InputPath: fc.option(path), OutputPath: fc.option(path) };
const resultPath = fc.constantFrom('$', '$.result', "$['a b'].c", null);
const retry = fc.array(fc.record({
  ErrorEquals: fc.constantFrom(['States.Timeout'], ['A', 'B'], ['States.TaskFailed']),
  IntervalSeconds: fc.integer({ min: 1, max: 100 }),
  MaxAttempts: fc.nat(10),
  BackoffRate: fc.double({ min: 1, max: 10, noNaN: true }),
  MaxDelaySeconds: fc.integer({ min: 101, max: 1000 }),
  JitterStrategy: fc.constantFrom('FULL', 'NONE'),
}, { requiredKeys: ['ErrorEquals'] }), { maxLength: 2 });

const work = { ...flow, Parameters: template, ResultSelector: template, ResultPath: resultPath, Retry: retry };
const comparison = fc.oneof(
  fc.record({ Variable: path, StringEquals: fc.string() }), fc.record({ Variable: path, NumericLessThanPath: path }),
  fc.record({ Variable: path, IsPresent: fc.boolean() }), fc.record({ Variable: path, StringMatches: fc.string() }),
);
const rule = fc.oneof(
  comparison,
  comparison.map((each) => ({ Not: each })),
  fc.array(comparison, { minLength: 1, maxLength: 3 }).map((rules) => ({ And: rules })),
);

type Inner = (depth: number) => fc.Arbitrary<JsonObject>;
const bodies: ReadonlyArray<(inner: Inner, depth: number) => fc.Arbitrary<JsonObject>> = [
  () => optional({ ...flow, Result: fc.jsonValue(), ResultPath: resultPath }).map((each) => ({ Type: 'Pass', ...each })),
  () => optional({ ...work, TimeoutSeconds: fc.integer({ min: 1, max: 99 }) }).map((each) => ({ Type: 'Task', Resource: '${Function}', ...each })),
  () => optional(flow).chain((each) => fc.nat(99).map((seconds) => ({ Type: 'Wait', Seconds: seconds, ...each }))),
  (inner, depth) => optional(work)
    .chain((each) => fc.array(inner(depth), { minLength: 1, maxLength: 2 }).map((branches) => ({ Type: 'Parallel', Branches: branches, ...each }))),
  (inner, depth) => optional({ ...flow, ItemsPath: path, ItemSelector: template, MaxConcurrency: fc.nat(9), ResultPath: resultPath })
    .chain((each) => inner(depth).map((processor) => ({ Type: 'Map', ItemProcessor: processor, ...each }))),
  (inner, depth) => optional({ ...flow, ItemsPath: path }).chain((each) => inner(depth).map((processor) => ({ Type: 'Map', Iterator: processor, ...each }))),
];

/** A chain of states, some of them with a Choice before; names are given afterwards. */
const scope: Inner = (depth) => fc.array(
  fc.tuple(fc.oneof(...bodies.slice(0, depth > 0 ? bodies.length : 3).map((body) => body(scope, depth - 1))), fc.option(rule)),
  { minLength: 1, maxLength: 3 },
).map((states) => ({ chain: states }) as unknown as JsonObject);

/** Random definitions that AWS would take. */
export const validDefinitions: fc.Arbitrary<JsonObject> = scope(2).map((drawn) => {
  let count = 0;
  const named = (each: JsonObject): JsonObject => {
    const states: Record<string, JsonObject> = {};
    const chain = each.chain as unknown as Array<[JsonObject, JsonObject | null]>;
    const names = chain.map(() => `state ${++count}`);
    chain.forEach(([body, choice], index) => {
      const state: Record<string, unknown> = { ...body };
      if (Array.isArray(state.Branches)) state.Branches = (state.Branches as JsonObject[]).map(named);
      for (const field of ['ItemProcessor', 'Iterator']) if (field in state) state[field] = named(state[field] as JsonObject);
      const next = names[index + 1];
      if (choice !== null && next !== undefined) {
        const name = `choice ${++count}`;
        states[name] = { Type: 'Choice', Choices: [{ ...choice, Next: next }], Default: next };
        state.Next = name;
      } else if (next === undefined) {
        state.End = true;
      } else {
        state.Next = next;
      }
      states[names[index]] = state as JsonObject;
    });
    return { StartAt: names[0], States: states };
  };
  return named(drawn);
});
