import * as samples from './parquet-samples.json';
import { readAll } from './read';

const bytes = (sample: string): Buffer => Buffer.from(sample, 'base64');

// the samples were written by Apache Arrow, in row groups of two rows
describe('Parquet', () => {
  test.each([['uncompressed', samples.NONE], ['with Snappy', samples.SNAPPY], ['with gzip', samples.GZIP], ['with Zstandard', samples.ZSTD], ['with Brotli', samples.BROTLI]])('%s has its rows as items', (_name, sample) => {
    expect(readAll(bytes(sample), { inputType: 'PARQUET' })).toEqual([
      { id: 1, name: 'Ada', price: 1.5, paid: true, at: '2026-01-02T03:04:05.000Z', tags: ['a', 'b'], place: { city: 'Kiel', zip: 1 } },
      { id: 2, name: null, price: 2.25, paid: false, at: null, tags: [], place: null },
      { id: 3, name: 'Grüße', price: null, paid: null, at: '2026-01-03T00:00:00.000Z', tags: null, place: { city: null, zip: 2 } },
    ]);
  });

  test('refuses a compression by name', () => {
    expect(() => readAll(bytes(samples.LZ4), { inputType: 'PARQUET' })).toThrow('unsupported compression codec: LZ4');
  });

  test('refuses what is no Parquet file', () => {
    expect(() => readAll('a,b\n1,2\n', { inputType: 'PARQUET' })).toThrow('The object s3://bucket/key is not a Parquet file');
    expect(() => readAll('', { inputType: 'PARQUET' })).toThrow('is not a Parquet file');
  });
});
