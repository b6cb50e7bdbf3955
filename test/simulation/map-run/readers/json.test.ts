import { gzipSync } from 'node:zlib';
import { readAll } from './read';
import * as fc from '../../../fast-check';

describe('JSON', () => {
  test('has the elements of an array as items', () => {
    expect(readAll(' [1, {"a": [2]}, "x,]", null] ', { inputType: 'JSON' })).toEqual([1, { a: [2] }, 'x,]', null]);
    expect(readAll('[]', { inputType: 'JSON' })).toEqual([]);
  });

  test('has the members of an object as items', () => {
    expect(readAll('{"a": 1, "b": [2]}', { inputType: 'JSON' })).toEqual([1, [2]]);
  });

  test.each([
    ['/data/rows', [1, 2]],
    ['/list/1', ['y']],
    ['/a~1b', [3]],
    ['', undefined],
  ])('follows ItemsPointer %j', (itemsPointer, expected) => {
    const text = '{"skip": {"rows": [9]}, "data": {"x": "}", "rows": [1, 2]}, "list": [["x"], ["y"]], "a/b": [3]}';
    if (expected) expect(readAll(text, { inputType: 'JSON', itemsPointer })).toEqual(expected);
    else expect(readAll(text, { inputType: 'JSON', itemsPointer })).toHaveLength(4);
  });

  test('is read the same in pieces of any size', () => {
    fc.assert(fc.property(fc.array(fc.jsonValue()), fc.integer({ min: 1, max: 30 }), fc.constantFrom(0, 2), (values, pieces, indent) => {
      expect(readAll(JSON.stringify({ x: 'y"', items: values }, undefined, indent), { inputType: 'JSON', itemsPointer: '/items' }, pieces))
        .toEqual(JSON.parse(JSON.stringify(values)));
    }), { numRuns: 300, seed: 7 });
  });

  test.each([
    ['[1, 2', 'it is not JSON'],
    ['[1 2]', 'it is not JSON'],
    ['[1,]', 'it is not JSON'],
    ['{"a" 1}', "':' is missing after 'a'"],
    ['5', 'must be an array or an object of items'],
    ['', 'must be an array or an object of items'],
  ])('refuses %j', (text, reason) => {
    expect(() => readAll(text, { inputType: 'JSON' })).toThrow(reason);
  });

  test('refuses an ItemsPointer that leads nowhere', () => {
    expect(() => readAll('{"a": []}', { inputType: 'JSON', itemsPointer: '/b' })).toThrow("ItemsPointer '/b' leads nowhere: there is no 'b'");
  });
});

describe('JSONL', () => {
  test('has every line that is not empty as an item', () => {
    expect(readAll('{"a": 1}\n\n"ü"\r\n3', { inputType: 'JSONL' }, 3)).toEqual([{ a: 1 }, 'ü', 3]);
  });

  test('names the line that is not JSON', () => {
    expect(() => readAll('1\n{', { inputType: 'JSONL' })).toThrow('line 2 is not JSON');
  });

  test('is unzipped where it is zipped', () => {
    expect(readAll(gzipSync('1\n2\n'), { inputType: 'JSONL' })).toEqual([1, 2]);
  });

  test('refuses damaged gzip data', () => {
    expect(() => readAll(gzipSync('1\n2\n').subarray(0, 15), { inputType: 'JSONL' })).toThrow('it is not whole gzip data');
  });
});

test('an unknown format is refused by name', () => {
  expect(() => readAll('', { inputType: 'XML' })).toThrow('ReaderConfig needs an InputType of CSV, JSON, JSONL, PARQUET or MANIFEST, got XML');
  expect(() => readAll('', { inputType: 'CSV', manifestType: 'GLUE' })).toThrow('ManifestType must be S3_INVENTORY or ATHENA_DATA, got GLUE');
});
