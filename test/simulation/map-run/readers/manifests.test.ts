import { gzipSync } from 'node:zlib';
import { readAll } from './read';
import { Buckets, MemoryBucket } from '../../../../src/simulation/storage';

describe('an S3 inventory', () => {
  const manifest = { destinationBucket: 'arn:aws:s3:::reports', fileFormat: 'CSV', fileSchema: 'Bucket, Key, Size', files: [{ key: 'a.csv.gz' }, { key: 'b.csv' }] };
  const buckets = new Buckets().use('reports', new MemoryBucket().put('a.csv.gz', gzipSync('"src","x%20y","5"\n')).put('b.csv', '"src","z","6"\n'));

  test('has the objects of all its files as items', () => {
    for (const options of [{ inputType: 'MANIFEST' }, { inputType: 'CSV', manifestType: 'S3_INVENTORY' }]) {
      expect(readAll(JSON.stringify(manifest), options, undefined, buckets))
        .toEqual([{ Bucket: 'src', Key: 'x%20y', Size: '5' }, { Bucket: 'src', Key: 'z', Size: '6' }]);
    }
  });

  test('is refused in another format than CSV', () => {
    expect(() => readAll(JSON.stringify({ ...manifest, fileFormat: 'ORC' }), { inputType: 'MANIFEST' })).toThrow('is in the format ORC; Step Functions reads CSV inventories only');
  });
});

describe('an Athena manifest', () => {
  const buckets = new Buckets().put('out', '1.jsonl', '{"n": 1}\n').put('out', '2.jsonl', '{"n": 2}\n');

  test('has the items of the files that it lists', () => {
    expect(readAll('s3://out/1.jsonl\ns3://out/2.jsonl\n', { inputType: 'JSONL', manifestType: 'ATHENA_DATA' }, undefined, buckets)).toEqual([{ n: 1 }, { n: 2 }]);
  });

  test('is refused where it lists something else, or names no format', () => {
    expect(() => readAll('out/1\n', { inputType: 'JSONL', manifestType: 'ATHENA_DATA' }, undefined, buckets)).toThrow("lists 'out/1', which is not an s3:// location");
    expect(() => readAll('', { inputType: 'JSON', manifestType: 'ATHENA_DATA' }, undefined, buckets)).toThrow('needs an InputType of CSV, JSONL or PARQUET, got JSON');
  });
});
