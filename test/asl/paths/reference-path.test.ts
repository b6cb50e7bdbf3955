import { compileReferencePath, Json } from '../../../src/asl';

test.each<[string, Json, Json, Json]>([
  ['$', { a: 1 }, 2, 2],
  ['$.a', { a: 1, b: 2 }, 'x', { a: 'x', b: 2 }],
  ['$.a.b.c', {}, 1, { a: { b: { c: 1 } } }],
  ["$['a b']", {}, 1, { 'a b': 1 }],
  ['$.a.b', { a: { c: 1 } }, 2, { a: { c: 1, b: 2 } }],
  ['$.list[1]', { list: [1, 2, 3] }, 9, { list: [1, 9, 3] }],
])('%s puts the value in its place', (path, input, value, output) => {
  const before = JSON.stringify(input);
  expect(compileReferencePath(path).put(input, value)).toEqual(output);
  expect(JSON.stringify(input)).toBe(before);
});

test.each<[string, Json]>([['$.a', 'text'], ['$.a.b', { a: 'text' }], ['$.list[3]', { list: [1] }], ['$.a', [1]]])('%s has no room in %j', (path, input) => {
  expect(() => compileReferencePath(path).put(input, 1))
    .toThrow(`States.ResultPathMatchFailure: Unable to apply ReferencePath ${path} to input ${JSON.stringify(input)}`);
});

test.each(['$$.a', '$variable', '$.a[*]', '$..a', '$.a[1:2]', '$.a[-1]', '$.a.length()'])('%s is no path to one place', (path) => {
  expect(() => compileReferencePath(path)).toThrow('the path of a place');
});

test('a place called __proto__ is data', () => {
  const output = compileReferencePath('$.__proto__.polluted').put({}, true);
  expect(JSON.stringify(output)).toBe('{"__proto__":{"polluted":true}}');
  expect(({} as Record<string, unknown>).polluted).toBeUndefined();
});
