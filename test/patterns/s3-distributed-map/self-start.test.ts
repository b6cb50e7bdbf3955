import { App, aws_s3 as s3, Stack } from 'aws-cdk-lib';
import { resize } from './fixture';
import { ItemSource, MapRunResults, S3DistributedMap, S3ObjectTriggerOptions, Trigger } from 'cdk-stepwise';

type Buckets = (of: Stack) => { readonly results: s3.IBucket; readonly watched: s3.IBucket };

const one: Buckets = (of) => {
  const bucket = new s3.Bucket(of, 'Lake', { bucketName: 'lake' });
  return { results: bucket, watched: bucket };
};
const named = (of: Stack, id: string, name = 'lake') => s3.Bucket.fromBucketName(of, id, name);

/** A map that is started by objects, with its results in `runs/`. */
function started(buckets: Buckets, keys: Partial<S3ObjectTriggerOptions> = {}, results: Partial<MapRunResults> = { prefix: 'runs' }): S3DistributedMap {
  const stack = new Stack(new App(), 'Shop');
  const { results: bucket, watched } = buckets(stack);
  return new S3DistributedMap(stack, 'Images', {
    source: ItemSource.csv({ bucket: named(stack, 'In', 'input'), key: 'rows.csv' }),
    itemProcessor: resize(stack),
    results: results.bucketName === undefined ? { bucket, ...results } : results,
    triggers: [Trigger.s3Object({ bucket: watched, switchOnEvents: false, ...keys })],
  });
}

const REFUSED = "it matches the results below 'runs/', so that each run would start another, without end";

test.each<[string, Buckets, Partial<S3ObjectTriggerOptions>]>([
  ['of its bucket', one, {}],
  ['of its bucket, that it has by name', (of) => ({ results: named(of, 'A'), watched: named(of, 'B') }), {}],
  ['of its bucket, that only the trigger has by name', (of) => ({ results: one(of).results, watched: named(of, 'B') }), {}],
  ['of its bucket, that only the results have by name', (of) => ({ results: named(of, 'B'), watched: one(of).watched }), {}],
  ['above its prefix', one, { prefix: 'ru' }],
  ['of its prefix', one, { prefix: 'runs/' }],
  ['below its prefix', one, { prefix: 'runs/0' }],
  ['of its kind', one, { suffix: '.json' }],
  ['of its kind above its prefix', one, { prefix: 'r', suffix: 'manifest.json' }],
  ['of its kind below its prefix', one, { prefix: 'runs/0', suffix: '.json' }],
])('a trigger on objects %s is refused', (_, buckets, keys) => {
  expect(() => started(buckets, keys)).toThrow(`Shop/Images: triggers: got 'Shop/Images/Workflow/Triggers/S3Object/Rule/Resource'; ${REFUSED}`);
});

test('a trigger on a bucket that an expression may name for results is refused', () => {
  const stack = new Stack(new App(), 'Other');
  expect(() => started((of) => ({ results: named(of, 'A'), watched: named(of, 'B') }), {}, { prefix: 'runs', bucketName: '{% $states.input.bucket %}', allowedBuckets: [named(stack, 'A')] })).toThrow(REFUSED);
});

test.each<[string, Buckets, Partial<S3ObjectTriggerOptions>]>([
  ['of another bucket', (of) => ({ ...one(of), watched: named(of, 'B', 'other') }), {}],
  ['of another prefix', one, { prefix: 'incoming/' }],
  ['of a prefix that begins alike', one, { prefix: 'runs-in/' }],
  ['of another kind', one, { suffix: '.csv' }],
  ['of another kind of its prefix', one, { prefix: 'runs/', suffix: '.csv' }],
  ['of its bucket that go', one, { detailTypes: ['Object Deleted'] }],
])('a trigger on objects %s is not', (_, buckets, keys) => {
  expect(started(buckets, keys).resultsPrefix).toBe('runs');
});

test('a trigger that is added later is refused at synth', () => {
  // GIVEN
  const map = started(one, { prefix: 'incoming/' });
  // WHEN
  map.workflow.addTrigger(Trigger.s3Object({ triggerName: 'Late', bucket: map.resultsBucket!, switchOnEvents: false }));
  // THEN
  expect(() => (map.node.root as App).synth()).toThrow(REFUSED);
});
