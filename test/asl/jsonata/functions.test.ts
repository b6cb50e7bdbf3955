import { createHash } from 'node:crypto';
import { compileJsonata, EvaluationServices } from '../../../src/asl/jsonata';

const services: EvaluationServices = { now: () => 0, random: () => 0.25, uuid: () => '00000000-0000-4000-8000-000000000001' };
const valueOf = (text: string, bindings: Record<string, unknown> = {}) => compileJsonata(text).evaluate(bindings, services);

describe('$partition', () => {
  test('cuts an array into chunks, the last one shorter', () => {
    expect(valueOf('$partition([1, 2, 3, 4, 5], 2)')).toEqual([[1, 2], [3, 4], [5]]);
  });

  test.each([0, -1, 1.5])('refuses chunks of %p', (size) => {
    expect(() => valueOf('$partition([1], $size)', { size })).toThrow(`the second argument of $partition must be a positive integer, got ${size}`);
  });
});

describe('$range', () => {
  // each of these is an answer that AWS recorded
  test.each<[number, number, number, unknown]>([
    [0, 9, 3, [0, 3, 6, 9]],
    [0, 10, 3, [0, 3, 6, 9]],
    [1, 9, 2, [1, 3, 5, 7, 9]],
    [1, 9, 9, 1],
  ])('from %p to %p by %p', (first, last, step, expected) => {
    expect(valueOf('$range($first, $last, $step)', { first, last, step })).toEqual(expected);
  });

  test('counts down', () => {
    expect(valueOf('$range(3, 1, -1)')).toEqual([3, 2, 1]);
  });

  test('refuses a step of 0 and more than 1000 items', () => {
    expect(() => valueOf('$range(1, 2, 0)')).toThrow('the third argument of $range must not be 0');
    expect(() => valueOf('$range(1, 1001, 1)')).toThrow('$range gives at most 1000 items, this would be 1001');
  });
});

describe('$hash', () => {
  test.each([['MD5', 'md5'], ['SHA-1', 'sha1'], ['SHA-256', 'sha256'], ['SHA-384', 'sha384'], ['SHA-512', 'sha512']])('%s', (algorithm, node) => {
    expect(valueOf("$hash('grüße', $algorithm)", { algorithm })).toBe(createHash(node).update('grüße').digest('hex'));
  });

  test('refuses an algorithm by name', () => {
    expect(() => valueOf("$hash('x', 'CRC32')")).toThrow('$hash knows MD5, SHA-1, SHA-256, SHA-384, SHA-512, got CRC32');
  });
});

describe('$random', () => {
  test('draws from the seeded source', () => {
    expect(valueOf('$random()')).toBe(0.25);
  });

  test('gives the same number for the same seed, others for others', () => {
    const draws = [0, 1, 2, 3, 1.5, -1, 2 ** 40].map((seed) => valueOf('$random($seed)', { seed }));
    expect(draws).toEqual([0, 1, 2, 3, 1.5, -1, 2 ** 40].map((seed) => valueOf('$random($seed)', { seed })));
    expect(new Set(draws).size).toBe(draws.length);
    for (const draw of draws) expect(draw >= 0 && draw < 1).toBe(true);
  });
});

test('$uuid comes from the services', () => {
  expect(valueOf('$uuid()')).toBe('00000000-0000-4000-8000-000000000001');
});

describe('$parse', () => {
  test('reads JSON text', () => {
    expect(valueOf('$parse($text).a[1]', { text: '{"a": [1, 2]}' })).toBe(2);
    expect(valueOf('$parse($missing)')).toBeUndefined();
  });

  test('refuses other text', () => {
    expect(() => valueOf("$parse('{')")).toThrow(/^\$parse was given text that is not JSON/);
  });
});

test('$eval is not there', () => {
  expect(() => valueOf("$eval('1')")).toThrow('T1006: Attempted to invoke a non-function');
});
