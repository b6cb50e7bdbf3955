import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { App, aws_kms as kms, aws_s3 as s3, aws_stepfunctions as sfn, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { Catalog, resize } from './fixture';
import * as samples from '../../simulation/map-run/readers/parquet-samples.json';
import { ItemSource, AthenaManifestFormat, S3DistributedMap, simulation } from 'cdk-stepwise';

const { RunStatus } = simulation;

/** The inputs of the children that a source gives; `fill` puts objects into the bucket `In`. */
function items(source: (of: Catalog) => ItemSource, fill: (bucket: simulation.SimulatedBucket, of: Catalog) => unknown, input: object = {}): any[] {
  const catalog = new Catalog((of) => ({ source: source(of) }));
  fill(catalog.simulator.bucket(catalog.bucket), catalog);
  const run = catalog.run(input);
  if (run.status !== RunStatus.SUCCEEDED) throw new Error(`${run.errorName}: ${run.cause}`);
  return run.childRuns.map((child) => child.input);
}

describe('a source gives', () => {
  test('the objects below a prefix', () => {
    const got = items(({ bucket }) => ItemSource.objects({ bucket, prefix: 'images/' }), (bucket) => bucket.put('images/1.png', 'x').put('images/2.png', 'xx').put('other', 'x'));
    expect(got).toMatchObject([{ Key: 'images/1.png', Size: 1 }, { Key: 'images/2.png', Size: 2 }]);
  });

  test('every object of the bucket', () => {
    expect(items(({ bucket }) => ItemSource.objects({ bucket }), (bucket) => bucket.put('a', 'x').put('b/c', 'x')).map(({ Key }) => Key)).toEqual(['a', 'b/c']);
  });

  test('the rows of a CSV file, its columns named by the first', () => {
    expect(items(({ bucket }) => ItemSource.csv({ bucket, key: 'r.csv' }), (bucket) => bucket.put('r.csv', 'sku,price\nA,1\nB,2'))).toEqual([{ sku: 'A', price: '1' }, { sku: 'B', price: '2' }]);
  });

  test('the rows of a CSV file with names and a delimiter of its own', () => {
    const source = ({ bucket }: Catalog) => ItemSource.csv({ bucket, key: 'r.csv', headers: ['sku', 'price'], delimiter: sfn.CsvDelimiter.SEMICOLON });
    expect(items(source, (bucket) => bucket.put('r.csv', 'A;1\nB;2'))).toEqual([{ sku: 'A', price: '1' }, { sku: 'B', price: '2' }]);
  });

  test('the elements of a JSON file, or of what a pointer points at', () => {
    expect(items(({ bucket }) => ItemSource.json({ bucket, key: 'r.json' }), (bucket) => bucket.put('r.json', '[{"a":1},{"a":2}]'))).toEqual([{ a: 1 }, { a: 2 }]);
    expect(items(({ bucket }) => ItemSource.json({ bucket, key: 'r.json', pointer: '/shop/products' }), (bucket) => bucket.put('r.json', '{"shop":{"products":[{"a":3}]}}')))
      .toEqual([{ a: 3 }]);
  });

  test('the lines of a JSON Lines file', () => {
    expect(items(({ bucket }) => ItemSource.jsonLines({ bucket, key: 'r.jsonl' }), (bucket) => bucket.put('r.jsonl', '{"a":1}\n{"a":2}\n'))).toEqual([{ a: 1 }, { a: 2 }]);
  });

  test.each([[[]], [['b']], [['b', 'c']]])('each match of a path in the input: %j', (matches) => {
    const got = items(() => ItemSource.input('{% $states.input.all[take].id %}'), () => {},
      { all: [{ id: 'a', take: false }, ...matches.map((id) => ({ id, take: true }))] });
    expect(got).toEqual(matches);
  });

  test('one object in the input as one item, and its members where they are made an array', () => {
    const input = { stock: { a: 1, b: 2 } };
    expect(items(() => ItemSource.input('{% $states.input.stock %}'), () => {}, input)).toEqual([{ a: 1, b: 2 }]);
    const members = "{% $each($states.input.stock, function($value, $key) { { 'Key': $key, 'Value': $value } }) %}";
    expect(items(() => ItemSource.input(members), () => {}, input)).toEqual([{ Key: 'a', Value: 1 }, { Key: 'b', Value: 2 }]);
  });

  test('the rows of a Parquet file', () => {
    // GIVEN
    const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'parquet-'));
    fs.writeFileSync(path.join(folder, 'people.parquet'), Buffer.from(samples.SNAPPY, 'base64'));
    // WHEN
    const got = items(({ bucket }) => ItemSource.parquet({ bucket, key: 'people.parquet' }), (bucket) => bucket.useFolder(folder));
    fs.rmSync(folder, { recursive: true });
    // THEN
    expect(got.map(({ id, name }) => [id, name])).toEqual([[1, 'Ada'], [2, null], [3, 'Grüße']]);
  });

  test('the objects that an inventory lists', () => {
    const source = ({ bucket }: Catalog) => ItemSource.inventory({ bucket, key: 'inv/in/daily/2026-01-01T00-00Z/manifest.json' });
    const got = items(source, (bucket) => bucket
      .put('inv/in/daily/2026-01-01T00-00Z/manifest.json', JSON.stringify({
        fileFormat: 'CSV', fileSchema: 'Bucket, Key, Size', destinationBucket: `arn:aws:s3:::${bucket.bucketName}`, files: [{ key: 'inv/in/daily/data/1.csv' }],
      }))
      .put('inv/in/daily/data/1.csv', '"in","a.png","5"\n"in","b.png","6"'));
    expect(got).toEqual([{ Bucket: 'in', Key: 'a.png', Size: '5' }, { Bucket: 'in', Key: 'b.png', Size: '6' }]);
  });

  test('the rows of the files that an Athena manifest lists', () => {
    const source = ({ bucket }: Catalog) => ItemSource.athenaManifest({ bucket, key: 'unload/q-manifest.csv', format: AthenaManifestFormat.CSV, headers: ['sku', 'sold'] });
    const got = items(source, (bucket) => bucket.put('unload/q-manifest.csv', `s3://${bucket.bucketName}/unload/1.csv\n`).put('unload/1.csv', 'A,5\nB,6\n'));
    expect(got).toEqual([{ sku: 'A', sold: '5' }, { sku: 'B', sold: '6' }]);
  });

  test('what the input says, in the bucket that it names', () => {
    const source = ({ bucket }: Catalog) => ItemSource.jsonLines({
      bucketName: '{% $states.input.bucket %}', allowedBuckets: [bucket], key: "{% 'in/' & $states.input.day & '.jsonl' %}",
    });
    const catalog = new Catalog((of) => ({ source: source(of) }));
    const bucket = catalog.simulator.bucket(catalog.bucket).put('in/monday.jsonl', '{"a":1}');
    expect(catalog.run({ bucket: bucket.bucketName, day: 'monday' }).childRuns.map(({ input }) => input)).toEqual([{ a: 1 }]);
  });

  test('what failed in the results of another map', () => {
    const record = { ExecutionArn: 'arn', Input: '{"name":"a"}', Status: 'FAILED' };
    expect(items(({ bucket }) => ItemSource.failedItems({ bucket, key: 'r/FAILED_0.jsonl', outputType: sfn.OutputType.JSONL }),
      (bucket) => bucket.put('r/FAILED_0.jsonl', JSON.stringify(record)))).toEqual([{ name: 'a' }]);
  });
});

describe('the role may read', () => {
  const IN = { 'Fn::GetAtt': ['InA6E750FB', 'Arn'] };
  const objects = (key: string, arn: object = IN) => ({ 'Fn::Join': ['', [arn, `/${key}`]] });

  /** What the workflow of a source needs of S3 and KMS for reading: its results go elsewhere. */
  function reads(source: (bucket: s3.IBucket, stack: Stack) => ItemSource): object[] {
    const stack = new Stack(new App(), 'Catalog');
    const bucket = new s3.Bucket(stack, 'In');
    new S3DistributedMap(stack, 'Images', { source: source(bucket, stack), itemProcessor: resize(stack) });
    return Object.values(Template.fromStack(stack).findResources('AWS::IAM::Policy'))
      .flatMap(({ Properties }) => Properties.PolicyDocument.Statement)
      .filter(({ Action }) => ['s3:GetObject', 's3:ListBucket', 'kms:Decrypt'].includes(Action))
      .map(({ Action, Resource, Condition }) => ({ Action, Resource, ...(Condition && { Condition }) }));
  }

  test('the listing of its prefix, and no object', () => {
    expect(reads((bucket) => ItemSource.objects({ bucket, prefix: 'images/' }))).toEqual([
      { Action: 's3:ListBucket', Resource: IN, Condition: { StringLike: { 's3:prefix': 'images/' } } },
    ]);
  });

  test('the listing of a prefix as far as it is known', () => {
    expect(reads((bucket) => ItemSource.objects({ bucket, prefix: "{% 'images/' & $states.input.day & '/' %}" }))).toEqual([
      { Action: 's3:ListBucket', Resource: IN, Condition: { StringLike: { 's3:prefix': 'images/*/' } } },
    ]);
  });

  test('the file at its key', () => {
    for (const source of [ItemSource.csv, ItemSource.json, ItemSource.jsonLines, ItemSource.parquet, ItemSource.failedItems]) {
      expect(reads((bucket) => source({ bucket, key: 'in/rows' }))).toEqual([{ Action: 's3:GetObject', Resource: objects('in/rows') }]);
    }
  });

  test('a manifest and the data of its inventory', () => {
    expect(reads((bucket) => ItemSource.inventory({ bucket, key: 'inv/in/daily/2026-01-01T00-00Z/manifest.json' }))).toEqual([
      { Action: 's3:GetObject', Resource: [objects('inv/in/daily/2026-01-01T00-00Z/manifest.json'), objects('inv/in/daily/data/*')] },
    ]);
  });

  test('an Athena manifest, its folder and the buckets of the data, with their keys', () => {
    const got = reads((bucket, stack) => ItemSource.athenaManifest({
      bucket, key: 'unload/q-manifest.csv', format: AthenaManifestFormat.PARQUET, dataBuckets: [new s3.Bucket(stack, 'Data', { encryptionKey: new kms.Key(stack, 'Key') })],
    }));
    expect(got).toEqual([
      { Action: 'kms:Decrypt', Resource: { 'Fn::GetAtt': ['Key961B73FD', 'Arn'] } },
      { Action: 's3:GetObject', Resource: [objects('*', { 'Fn::GetAtt': ['Data666C94C7', 'Arn'] }), objects('unload/*')] },
    ]);
  });

  test('the file at its key in each bucket that is allowed, with their keys', () => {
    const got = reads((bucket, stack) => ItemSource.csv({
      bucketName: '{% $states.input.bucket %}',
      key: "{% 'in/' & $states.input.file %}",
      allowedBuckets: [bucket, new s3.Bucket(stack, 'Data', { encryptionKey: new kms.Key(stack, 'Key') })],
    }));
    expect(got).toEqual([
      { Action: 'kms:Decrypt', Resource: { 'Fn::GetAtt': ['Key961B73FD', 'Arn'] } },
      { Action: 's3:GetObject', Resource: [objects('in/*', { 'Fn::GetAtt': ['Data666C94C7', 'Arn'] }), objects('in/*')] },
    ]);
  });

  test('nothing where the input has the items', () => {
    expect(reads(() => ItemSource.input('{% $states.input.items %}'))).toEqual([]);
  });
});
