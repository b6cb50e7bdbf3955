import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { Bucket, Buckets, FolderBucket, MemoryBucket } from '../../../src/simulation/storage';
import { CHUNK_BYTES } from '../../../src/simulation/storage/bucket';

function write(bucket: Bucket, key: string, ...pieces: string[]): number {
  const writer = bucket.create(key, 1_000);
  for (const piece of pieces) writer.write(piece);
  return writer.close();
}

function read(bucket: Bucket, key: string): string {
  return Buffer.concat([...bucket.open(key)!.chunks()]).toString('utf8');
}

let folder: string;
beforeEach(() => { folder = fs.mkdtempSync(path.join(os.tmpdir(), 'bucket-')); });
afterEach(() => fs.rmSync(folder, { recursive: true }));

describe.each([
  ['in memory', () => new MemoryBucket()],
  ['of a folder', () => new FolderBucket(folder)],
])('a bucket %s', (_name, make) => {
  test('gives back what was written, in pieces', () => {
    const bucket = make();
    const long = 'grün '.repeat(CHUNK_BYTES / 4);
    expect(write(bucket, 'a/b.txt', long, 'end')).toBe(Buffer.byteLength(long) + 3);
    expect(read(bucket, 'a/b.txt')).toBe(`${long}end`);
    expect([...bucket.open('a/b.txt')!.chunks()].length).toBeGreaterThan(1);
  });

  test('gives a part of an object, and what is there at its end', () => {
    const bucket = make();
    write(bucket, 'k', '0123456789');
    expect(bucket.open('k')!.range(2, 3).toString()).toBe('234');
    expect(bucket.open('k')!.range(8, 10).toString()).toBe('89');
    expect(bucket.open('k')!.size).toBe(10);
  });

  test('lists what is below a prefix in the order of the bytes of the keys', () => {
    const bucket = make();
    for (const key of ['p/b', 'p/Z', 'p/é', 'q/a', 'p/a/c']) write(bucket, key, 'x');
    expect([...bucket.list('p/')].map((each) => each.key)).toEqual(['p/Z', 'p/a/c', 'p/b', 'p/é']);
    expect([...bucket.list('q')][0]).toMatchObject({ key: 'q/a', size: 1, etag: '9dd4e461268c8034f5c8564e155c67a6' });
  });

  test('has nothing under a key that was not written, or not yet closed', () => {
    const bucket = make();
    bucket.create('open', 0).write('x');
    expect(bucket.open('open')).toBeUndefined();
    expect(bucket.open('none')).toBeUndefined();
    expect([...bucket.list('')]).toEqual([]);
  });
});

test('a folder is not left by a key', () => {
  expect(() => new FolderBucket(folder).open('../secret')).toThrow("key '../secret' leads out of the folder");
});

test('buckets are found by name, and made in memory when an object is put', () => {
  const buckets = new Buckets().put('b', 'k', 'text');
  expect(read(buckets.find('b')!, 'k')).toBe('text');
  expect(buckets.find('other')).toBeUndefined();
});

test.each<[string, () => Bucket]>([
  ['in memory', () => new MemoryBucket()],
  ['in a folder', () => new FolderBucket(folder)],
])('an object %s keeps its bytes, whatever they mean, and can be removed', (_, make) => {
  // GIVEN
  const bucket = make();
  const bytes = Buffer.from([0, 255, 254, 128, 10]);
  const writer = bucket.create('a/b', 0);
  writer.write('text ');
  writer.write(bytes);
  writer.close();
  // THEN
  const content = bucket.open('a/b')!;
  expect(content.range(0, content.size)).toEqual(Buffer.concat([Buffer.from('text '), bytes]));
  bucket.remove('a/b');
  bucket.remove('a/c');
  expect(Array.from(bucket.list(''))).toEqual([]);
});
