import { compileIntrinsic, Json } from '../../../src/asl';
import { intrinsics } from '../../../src/asl/intrinsics/registry';
import { scopeOf } from '../scope-of';

const call = (text: string, data: Json = {}): Json => compileIntrinsic(text)(scopeOf(data));

test('there are 18 functions', () => {
  expect(intrinsics.size).toBe(18);
});

test.each<[string, Json, Json]>([
  ["States.Format('Hello {}, {} of {}', $.name, 3, $.flags)", { name: 'Ada', flags: [true, null] }, 'Hello Ada, 3 of [true,null]'],
  ["States.Format('no arguments')", {}, 'no arguments'],
  ["States.Format('it\\'s \\{\\} and {}', 'x')", {}, "it's {} and x"],
  ["States.Format($.template, 'x')", { template: 'a {} b' }, 'a x b'],
  ["States.Format('{}', $.object)", { object: { a: 1 } }, '{"a":1}'],
  ["States.StringToJson('{\"a\": [1, 2]}')", {}, { a: [1, 2] }],
  ['States.JsonToString($)', { a: [1, 'x'] }, '{"a":[1,"x"]}'],
  ['States.JsonToString(null)', {}, 'null'],
  ["States.Array('a', $.b, 3, true, null, States.Array())", { b: {} }, ['a', {}, 3, true, null, []]],
  ['States.ArrayPartition($, 2)', [1, 2, 3], [[1, 2], [3]]],
  ['States.ArrayPartition($, 1.6)', [1, 2, 3], [[1, 2], [3]]],
  ['States.ArrayContains($, 2)', [1, 2], true],
  ["States.ArrayContains($, '2')", [1, 2], false],
  ['States.ArrayContains($.list, $.item)', { list: [{ a: 1, b: 2 }], item: { b: 2, a: 1 } }, true],
  ['States.ArrayRange(1, 9, 2)', {}, [1, 3, 5, 7, 9]],
  ['States.ArrayRange(5, 1, -2)', {}, [5, 3, 1]],
  ['States.ArrayRange(5, 1, 1)', {}, []],
  ['States.ArrayGetItem($, 1)', [1, 2], 2],
  ['States.ArrayLength($)', [1, 2], 2],
  ['States.ArrayUnique($)', [1, '1', 1, [1], [1], { a: 1 }, { a: 1 }, null, null], [1, '1', [1], { a: 1 }, null]],
  ["States.Base64Encode('Data to encode')", {}, 'RGF0YSB0byBlbmNvZGU='],
  ["States.Base64Decode('RGF0YSB0byBlbmNvZGU=')", {}, 'Data to encode'],
  ["States.Hash('input data', 'MD5')", {}, '812f45842bc6d66ee14572ce20db8e86'],
  ["States.Hash('input data', 'SHA-1')", {}, 'aaff4a450a104cd177d28d18d74485e8cae074b7'],
  ["States.Hash($, 'SHA-256')", 'abc', 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad'],
  ['States.JsonMerge($.a, $.b, false)', { a: { x: 1, y: { z: 1 } }, b: { y: { w: 2 } } }, { x: 1, y: { w: 2 } }],
  ['States.MathAdd(1.49, -1.5)', {}, 0],
  ['States.MathAdd(111, -1)', {}, 110],
  ['States.MathRandom(1, 999)', {}, 500],
  ["States.StringSplit('This.is+a,test=string', '.+,=')", {}, ['This', 'is', 'a', 'test', 'string']],
  ["States.StringSplit(',,a,,b,', ',')", {}, ['a', 'b']],
  ['States.UUID()', {}, '00000000-0000-4000-8000-000000000000'],
  ["States.ArrayGetItem(States.StringSplit('a-b-c', '-'), States.MathAdd(1, 1))", {}, 'c'],
  ["States.Format('{}', $.a[?(@.b == 'x,y)')].c)", { a: [{ b: 'x,y)', c: 1 }] }, '[1]'],
  ['States.Format(\'s3://${bucket}/{}\',$.key)', { key: 'k' }, 's3://${bucket}/k'],
])('%s', (text, data, value) => {
  expect(call(text, data)).toEqual(value);
});

test('the same seed gives the same number, another another', () => {
  expect(call('States.MathRandom(1, 1000000, 42)')).toBe(call('States.MathRandom(1, 1000000, 42)'));
  expect(call('States.MathRandom(1, 1000000, 42)')).not.toBe(call('States.MathRandom(1, 1000000, 43)'));
});

test.each<[string, Json, string]>([
  ["States.Format('{} {}', 1)", {}, "the number of '{}' must equal"],
  ["States.StringToJson('{')", {}, 'the first argument is not JSON'],
  ['States.ArrayPartition($, 0)', [1], 'must be a positive integer, but was 0'],
  ['States.ArrayPartition($, 2)', 'x', 'the first argument must be an array, but was string'],
  ['States.ArrayRange(1, 5, 0)', {}, 'must not be 0'],
  ['States.ArrayRange(0, 1000, 1)', {}, 'at most 1000 items, but has 1001'],
  ['States.ArrayGetItem($, 2)', [1, 2], 'the index 2 is out of bounds'],
  ['States.ArrayGetItem($, -1)', [1, 2], 'the index -1 is out of bounds'],
  ['States.Base64Encode($)', 'x'.repeat(10_001), 'at most 10000 characters long'],
  ["States.Base64Decode('***')", {}, 'is not Base64'],
  ["States.Hash('x', 'SHA-3')", {}, "one of MD5, SHA-1, SHA-256, SHA-384, SHA-512, but was 'SHA-3'"],
  ['States.JsonMerge($, $, true)', {}, 'the third argument must be false'],
  ["States.MathAdd('1', 2)", {}, 'the first argument must be a number, but was string'],
  ['States.MathRandom(5, 5)', {}, 'must be greater than the first'],
  ['States.StringSplit(1, 2)', {}, 'the first argument must be a string'],
])('%s fails with States.IntrinsicFailure', (text, data, reason) => {
  expect(() => call(text, data)).toThrow(`States.IntrinsicFailure: The function '${text}' had the following error: `);
  expect(() => call(text, data)).toThrow(reason);
});

test('a path that finds nothing fails with States.Runtime', () => {
  expect(() => call("States.Format('{}', $.nothing)", { a: 1 }))
    .toThrow("States.Runtime: The JsonPath argument for the field '$.nothing' could not be found in the input '{\"a\":1}'");
});

test.each([
  ['States.Formt()', "there is no intrinsic function 'States.Formt'; did you mean 'States.Format'?"],
  ['States.UUID(1)', 'States.UUID takes 0 arguments, got 1'],
  ['States.MathRandom(1)', 'States.MathRandom takes 2 to 3 arguments, got 1'],
  ["States.Format('x'", "',' is missing at the end"],
  ["States.Format('x", 'the closing '],
  ['States.UUID() x', "unexpected 'x'"],
  ['States.Array(x)', "'x' is no value"],
  ['States.Array('.repeat(11) + ')'.repeat(11), 'nest at most 10 levels deep'],
])('%s does not compile', (text, reason) => {
  expect(() => compileIntrinsic(text)).toThrow(reason);
});

test('data of 10,000 levels goes through', () => {
  let deep: Json = 1;
  for (let level = 0; level < 10_000; level++) deep = [deep];
  expect(call('States.JsonToString($)', deep)).toHaveLength(20_001);
  expect(call('States.ArrayContains($.list, $.item)', { list: [deep], item: deep })).toBe(true);
});
