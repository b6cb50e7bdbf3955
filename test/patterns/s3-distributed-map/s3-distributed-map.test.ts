import { App, aws_kms as kms, aws_s3 as s3, aws_sns as sns, aws_stepfunctions as sfn, Duration, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { fn, resize } from './fixture';
import { nagFindings } from '../../workflow/triggers/fixture';
import {
  ExecutionStatus, ItemProcessor, ItemSource, AthenaManifestFormat, RetryPolicy, S3DistributedMap, S3DistributedMapProps, Step, WaitFor,
  WorkflowNotification,
} from 'cdk-stepwise';

type Props = (of: Stack, bucket: s3.Bucket) => Partial<S3DistributedMapProps>;

function catalog(props: Props = () => ({})): { stack: Stack; map: S3DistributedMap; template: Template } {
  const stack = new Stack(new App(), 'Catalog');
  const bucket = new s3.Bucket(stack, 'In', { enforceSSL: true, serverAccessLogsPrefix: 'log/' });
  const map = new S3DistributedMap(stack, 'Images', {
    source: ItemSource.csv({ bucket, key: 'rows.csv' }), itemProcessor: resize(stack), ...props(stack, bucket),
  });
  return { stack, map, template: Template.fromStack(stack) };
}

/** Statements of the workflow's role, one a line: actions, then what of the resources is written out. */
function statements(template: Template): { Action: string | string[]; Resource: any }[] {
  return Object.values(template.findResources('AWS::IAM::Policy')).flatMap(({ Properties }) => Properties.PolicyDocument.Statement);
}

const MACHINE = 'ImagesWorkflowStateMachineD0C90D12';
const own = (resource: string, rest: string) => ({
  'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, ':states:', { Ref: 'AWS::Region' }, ':', { Ref: 'AWS::AccountId' }, `:${resource}:`, { 'Fn::GetAtt': [MACHINE, 'Name'] }, rest]],
});

describe('the role', () => {
  const told = statements(catalog().template);

  test('starts, follows, stops and redrives its own map runs, and describes them', () => {
    expect(told.filter(({ Action }) => JSON.stringify(Action).includes('states:'))).toEqual([
      { Effect: 'Allow', Action: ['states:DescribeExecution', 'states:StopExecution'], Resource: [own('execution', '/Images-again:*'), own('execution', '/Images:*'), own('execution', ':*')] },
      { Effect: 'Allow', Action: 'states:DescribeMapRun', Resource: [own('mapRun', '/Images-again:*'), own('mapRun', '/Images:*')] },
      { Effect: 'Allow', Action: 'states:RedriveExecution', Resource: [own('execution', '/Images-again:*'), own('execution', '/Images:*')] },
      { Effect: 'Allow', Action: 'states:StartExecution', Resource: { Ref: MACHINE } },
    ]);
  });

  test('writes and reads results below their prefix and nowhere else', () => {
    expect(told).toContainEqual({
      Effect: 'Allow',
      Action: ['s3:AbortMultipartUpload', 's3:GetObject', 's3:ListMultipartUploadParts', 's3:PutObject'],
      Resource: { 'Fn::Join': ['', [{ 'Fn::GetAtt': ['ImagesResults5ABDBDB0', 'Arn'] }, '/map-runs/*']] },
    });
    expect(told.filter(({ Action }) => JSON.stringify(Action).includes('s3:'))).toHaveLength(2);
  });

  test('uses the key of the results', () => {
    const { template } = catalog((of) => ({ resultsEncryptionKey: new kms.Key(of, 'Key') }));
    expect(statements(template)).toContainEqual({
      Effect: 'Allow', Action: ['kms:Decrypt', 'kms:Encrypt', 'kms:GenerateDataKey'], Resource: { 'Fn::GetAtt': ['Key961B73FD', 'Arn'] },
    });
  });

  test('writes to the buckets that an expression may give, with their keys, and to no other', () => {
    // GIVEN
    const { template } = catalog((of) => ({
      results: {
        bucketName: '{% $states.input.to %}',
        prefix: 'runs',
        allowedBuckets: [new s3.Bucket(of, 'A'), new s3.Bucket(of, 'B', { encryptionKey: new kms.Key(of, 'Key') })],
      },
    }));
    // THEN
    const written = statements(template).filter(({ Action }) => Action.includes('s3:PutObject'));
    expect(written.map(({ Resource }) => Resource)).toEqual([
      ['ACCC8ACD5', 'B08E7C7AF'].map((id) => ({ 'Fn::Join': ['', [{ 'Fn::GetAtt': [id, 'Arn'] }, '/runs/*']] })),
    ]);
    expect(statements(template).some(({ Action }) => Action.includes('kms:GenerateDataKey'))).toBe(true);
    template.resourceCountIs('AWS::S3::Bucket', 3);
  });
});

describe('the new bucket for results', () => {
  test('is encrypted, not public, for TLS only, and kept', () => {
    const { template } = catalog();
    template.hasResource('AWS::S3::Bucket', {
      Properties: {
        BucketEncryption: { ServerSideEncryptionConfiguration: [{ ServerSideEncryptionByDefault: { SSEAlgorithm: 'AES256' } }] },
        PublicAccessBlockConfiguration: { BlockPublicAcls: true, BlockPublicPolicy: true, IgnorePublicAcls: true, RestrictPublicBuckets: true },
        LifecycleConfiguration: { Rules: [{ AbortIncompleteMultipartUpload: { DaysAfterInitiation: 7 }, Status: 'Enabled' }] },
      },
      DeletionPolicy: 'Retain',
    });
    template.hasResourceProperties('AWS::S3::BucketPolicy', {
      Bucket: { Ref: 'ImagesResults5ABDBDB0' },
      PolicyDocument: { Statement: [Match.objectLike({ Effect: 'Deny', Condition: { Bool: { 'aws:SecureTransport': 'false' } } })] },
    });
  });

  test('is encrypted with the key given, and goes when told to', () => {
    catalog((of) => ({ resultsEncryptionKey: new kms.Key(of, 'Key'), resultsRemovalPolicy: RemovalPolicy.DESTROY })).template.hasResource('AWS::S3::Bucket', {
      Properties: { BucketEncryption: { ServerSideEncryptionConfiguration: [{ BucketKeyEnabled: true, ServerSideEncryptionByDefault: { SSEAlgorithm: 'aws:kms' } }] } },
      DeletionPolicy: 'Delete',
    });
  });

  test('is not made where one is given', () => {
    const { map, template } = catalog((_, bucket) => ({ results: { bucket, prefix: 'out' } }));
    template.resourceCountIs('AWS::S3::Bucket', 1);
    expect([map.resultsBucket!.node.path, map.resultsPrefix]).toEqual(['Catalog/In', 'out']);
  });
});

describe('alarms', () => {
  const ofLabel = (name: string, label: string) => Match.objectLike({
    MetricStat: Match.objectLike({
      Metric: { Namespace: 'AWS/States', MetricName: name, Dimensions: [{ Name: 'StateMachineArn', Value: { 'Fn::Join': ['', [{ Ref: MACHINE }, `/${label}`]] } }] },
      Stat: 'Sum',
    }),
    ReturnData: false,
  });

  test('ring on child executions that fail or time out, in first and second runs', () => {
    catalog().template.hasResourceProperties('AWS::CloudWatch::Alarm', {
      AlarmDescription: 'Catalog/Images: items or batches failed',
      Threshold: 1,
      TreatMissingData: 'notBreaching',
      Metrics: [
        Match.objectLike({ Expression: 'FILL(executionsFailed0, 0) + FILL(executionsFailed1, 0) + FILL(executionsTimedOut2, 0) + FILL(executionsTimedOut3, 0)' }),
        ofLabel('ExecutionsFailed', 'Images'), ofLabel('ExecutionsFailed', 'Images-again'), ofLabel('ExecutionsTimedOut', 'Images'), ofLabel('ExecutionsTimedOut', 'Images-again'),
      ],
    });
  });

  test('ring on map runs of the account that wait', () => {
    catalog().template.hasResourceProperties('AWS::CloudWatch::Alarm', {
      Namespace: 'AWS/States', MetricName: 'ApproximateMapRunBacklogSize', Statistic: 'Maximum', Threshold: 1, Dimensions: Match.absent(),
    });
  });

  test('have the thresholds, the period and the topic that are given', () => {
    const { map, template } = catalog((of) => ({
      itemsFailedThreshold: 10, backlogThreshold: 3, alarms: { topic: new sns.Topic(of, 'Operators'), period: Duration.minutes(15) },
    }));
    template.hasResourceProperties('AWS::CloudWatch::Alarm', { MetricName: 'ApproximateMapRunBacklogSize', Threshold: 3, Period: 900, AlarmActions: Match.anyValue() });
    template.hasResourceProperties('AWS::CloudWatch::Alarm', {
      AlarmDescription: 'Catalog/Images: items or batches failed',
      Threshold: 10,
      AlarmActions: Match.anyValue(),
      Metrics: Match.arrayWith([Match.objectLike({ MetricStat: Match.objectLike({ Period: 900 }) })]),
    });
    expect([map.itemsFailedAlarm!.node.path, map.backlogAlarm!.node.path]).toEqual(['Catalog/Images/ItemsFailedAlarm', 'Catalog/Images/BacklogAlarm']);
  });

  test('are none where they are switched off', () => {
    const { map, template } = catalog(() => ({ alarms: { enabled: false } }));
    template.resourceCountIs('AWS::CloudWatch::Alarm', 0);
    expect([map.itemsFailedAlarm, map.backlogAlarm]).toEqual([undefined, undefined]);
  });
});

test('metrics are of the child executions, and of the map runs of the account', () => {
  const { stack, map } = catalog(() => ({ secondRun: false, label: 'img' }));
  const shown = (metric: any) => stack.resolve(metric.toMetricConfig().metricStat);
  expect(shown(map.metricChildExecutions('ExecutionsStarted'))).toMatchObject({
    metricName: 'ExecutionsStarted', statistic: 'Sum', dimensions: [{ name: 'StateMachineArn', value: { 'Fn::Join': ['', [{ Ref: MACHINE }, '/img']] } }],
  });
  expect(shown(map.metricOpenMapRuns())).toMatchObject({ metricName: 'ApproximateOpenMapRunCount', statistic: 'Maximum' });
  expect(shown(map.metricMapRunBacklog({ period: Duration.minutes(1) }))).toMatchObject({ metricName: 'ApproximateMapRunBacklogSize', period: Duration.minutes(1) });
  expect(map.metricItemsFailed().toMetricConfig().mathExpression!.expression).toBe('FILL(executionsFailed0, 0) + FILL(executionsTimedOut1, 0)');
});

test('the dashboard, on request, shows child executions and open map runs', () => {
  const bodyOf = (template: Template) => JSON.stringify(Object.values(template.findResources('AWS::CloudWatch::Dashboard')).map(({ Properties }) => Properties.DashboardBody));
  expect(bodyOf(catalog().template)).toBe('[]');
  const body = bodyOf(catalog(() => ({ dashboard: true })).template);
  for (const shown of ['Child executions', 'ExecutionsAborted', 'Map runs of the account', 'OpenMapRunLimit', 'Map run alarms']) expect(body).toContain(shown);
});

test('whoever asks is told of executions that fail', () => {
  const { template } = catalog((of) => ({ notifications: [WorkflowNotification.toTopic(new sns.Topic(of, 'T', { enforceSSL: true }), { statuses: [ExecutionStatus.FAILED] })] }));
  template.hasResourceProperties('AWS::Events::Rule', { EventPattern: Match.objectLike({ detail: Match.objectLike({ status: ['FAILED'] }) }) });
});

test('cdk-nag finds nothing that is not acknowledged with a reason', () => {
  const stack = new Stack(new App(), 'Catalog');
  new S3DistributedMap(stack, 'Images', { source: ItemSource.input('{% $states.input.items %}'), itemProcessor: ItemProcessor.chain(sfn.Pass.jsonata(stack, 'Keep')), dashboard: true });
  Template.fromStack(stack);
  expect(nagFindings(stack)).toEqual([]);
});

test('logical ids stay: another id would replace results and alarms', () => {
  const { template } = catalog();
  const idsOf = (type: string) => Object.keys(template.findResources(type));
  expect(idsOf('AWS::S3::Bucket')).toEqual(['InA6E750FB', 'ImagesResults5ABDBDB0']);
  expect(idsOf('AWS::StepFunctions::StateMachine')).toEqual([MACHINE]);
  expect(idsOf('AWS::CloudWatch::Alarm').filter((id) => !id.startsWith('ImagesWorkflow'))).toEqual(['ImagesItemsFailedAlarm00EE304C', 'ImagesBacklogAlarm257C2D85']);
});

const step = (of: Stack, name: string, more: object = {}) => Step.invoke(fn(of, 'Resize'), { name, ...more });

test.each<[string, Props, string]>([
  // type and name
  ['Express', () => ({ workflowType: sfn.StateMachineType.EXPRESS }), "Catalog/Images: workflowType: got 'EXPRESS'; leave it out: Express workflows run no distributed map"],
  ['a long name', () => ({ name: 'x'.repeat(51) }), 'give at most 50 characters'],
  ['an empty label', () => ({ label: '' }), "label: got ''; give 1 to 34 letters, digits and !@.()-=_'+"],
  ['a label over the limit of a second run', () => ({ label: 'x'.repeat(35) }), 'give 1 to 34 letters'],
  ['a label over the limit', () => ({ label: 'x'.repeat(41), secondRun: false }), 'give 1 to 40 letters'],
  ['a label that CloudWatch cannot show', () => ({ label: 'größe' }), "label: got 'größe'; give 1 to 34 letters"],
  // source
  ['no bucket', () => ({ source: ItemSource.csv({ key: 'k' }) }), 'source.bucket: got nothing; give the bucket, or its name as an expression in `bucketName`'],
  ['two sources', (_, bucket) => ({ source: ItemSource.csv({ bucket, bucketName: '{% $states.input.b %}', key: 'k' }) }), "source.bucketName: got '{% $states.input.b %}'; take it out: `bucket` says which bucket"],
  ['allowed buckets beside a bucket', (_, bucket) => ({ source: ItemSource.csv({ bucket, allowedBuckets: [bucket], key: 'k' }) }), 'source.allowedBuckets: got [Catalog/In]; take it out'],
  ['a bucket name that is no expression', (_, bucket) => ({ source: ItemSource.csv({ bucketName: 'my-bucket', allowedBuckets: [bucket], key: 'k' }) }), "source.bucketName: got 'my-bucket'; give a JSONata expression in {% %}"],
  ['an expression without allowed buckets', () => ({ source: ItemSource.csv({ bucketName: '{% $states.input.b %}', key: 'k' }) }), 'source.allowedBuckets: got nothing; name the buckets that the expression may give'],
  ['an empty key', (_, bucket) => ({ source: ItemSource.parquet({ bucket, key: '' }) }), "source.key: got ''; give the key of an object"],
  ['a key with a slash in front', (_, bucket) => ({ source: ItemSource.jsonLines({ bucket, key: '/rows' }) }), "source.key: got '/rows'"],
  ['a prefix with a slash in front', (_, bucket) => ({ source: ItemSource.objects({ bucket, prefix: '/in' }) }), "source.prefix: got '/in'"],
  ['no headers', (_, bucket) => ({ source: ItemSource.csv({ bucket, key: 'k', headers: [] }) }), 'source.headers: got an empty list; name each column'],
  ['two columns of one name', (_, bucket) => ({ source: ItemSource.csv({ bucket, key: 'k', headers: ['a', 'b', 'a'] }) }), 'source.headers: got [\'a\']; give each column a name of its own'],
  ['headers over 10 KiB', (_, bucket) => ({ source: ItemSource.csv({ bucket, key: 'k', headers: ['x'.repeat(10_241)] }) }), 'give at most 10240 bytes of names'],
  ['a pointer that is none', (_, bucket) => ({ source: ItemSource.json({ bucket, key: 'k', pointer: 'products' }) }), "source.pointer: got 'products'; give a JSON Pointer"],
  ['a pointer that is too long', (_, bucket) => ({ source: ItemSource.json({ bucket, key: 'k', pointer: `/${'x'.repeat(1_999)}` }) }), 'give fewer than 2000 characters'],
  ['an Athena manifest of CSV without headers', (_, bucket) => ({ source: ItemSource.athenaManifest({ bucket, key: 'k', format: AthenaManifestFormat.CSV }) }), 'source.headers: got nothing; name the columns'],
  ['an Athena manifest of Parquet with headers', (_, bucket) => ({ source: ItemSource.athenaManifest({ bucket, key: 'k', format: AthenaManifestFormat.PARQUET, headers: ['a'] }) }), "source.headers: got ['a']; take it out: PARQUET files name their columns themselves"],
  ['items that are no expression', () => ({ source: ItemSource.input('$.items') }), "source.items: got '$.items'; give a JSONata expression in {% %}"],
  ['a limit of nothing', () => ({ maxItems: 0 }), 'maxItems: got 0; give a whole number from 1 to 100000000'],
  ['a limit over the limit', () => ({ maxItems: 100_000_001 }), 'maxItems: got 100000001'],
  ['a limit for the input', () => ({ source: ItemSource.input('{% $states.input.i %}'), maxItems: 5 }), 'maxItems: got 5; take it out: ItemSource.input reads no file'],
  // processor
  ['no steps', () => ({ itemProcessor: ItemProcessor.steps([]) }), 'itemProcessor: got an empty list; give at least one step'],
  ['a wrong step', (of) => ({ itemProcessor: ItemProcessor.steps([step(of, 'R', { timeout: Duration.seconds(0) })]) }), "step 'R': timeout: got 0 seconds"],
  ['a wrong function call', (of) => ({ itemProcessor: resize(of, { heartbeat: Duration.seconds(5) }) }), "step 'Resize': heartbeat: got 5 seconds; only a step with WaitFor.CALLBACK"],
  ['a compensation of a step', (of) => ({ itemProcessor: ItemProcessor.steps([step(of, 'R', { compensation: step(of, 'U') })]) }), "step 'R': compensation: got 'U'; only a Saga undoes"],
  ['a compensation of a function', (of) => ({ itemProcessor: resize(of, { compensation: step(of, 'U') }) }), "step 'Resize': compensation: got 'U'; only a Saga undoes"],
  ['a callback in an Express child', (of) => ({ executionType: sfn.StateMachineType.EXPRESS, itemProcessor: resize(of, { wait: WaitFor.CALLBACK, timeout: Duration.hours(1) }) }),
    "itemProcessor: step 'Resize': wait: got 'CALLBACK'; an Express workflow cannot wait for a callback"],
  ['a step whose name leaves no room for a second run', (of) => ({ itemProcessor: ItemProcessor.steps([step(of, 'x'.repeat(73))]) }), 'give its steps names of at most 72 characters, or set secondRun to false'],
  ['two states of one name', (of) => ({ itemProcessor: ItemProcessor.steps([step(of, 'Images')]) }), "steps: got ['Images']; give each step a name of its own"],
  ['a wrong retry', () => ({ itemRetry: RetryPolicy.on([]) }), 'itemRetry: got an empty list; name at least one error'],
  ['a retry for a chain', (of) => ({ itemProcessor: ItemProcessor.chain(sfn.Pass.jsonata(of, 'P')), itemRetry: RetryPolicy.none() }), 'itemRetry: got \'a policy\'; take it out'],
  ['children over the size of a definition', (of) => ({
    itemProcessor: ItemProcessor.chain(sfn.Chain.start(big(of, 'A', 200_000)).next(big(of, 'B', 200_000)).next(big(of, 'C', 200_000))),
  }), 'a definition may have 1048576 bytes, and the second run needs the states twice: set secondRun to false'],
  ['a state over the size of a payload', (of) => ({ itemProcessor: ItemProcessor.chain(big(of, 'A', 262_144)) }), "itemProcessor: state 'A': Output: got 262146; a payload may have 262144 bytes"],
  // selector and batches
  ['a selector that takes nothing of the item', () => ({ itemSelector: { day: '{% $states.input.day %}' } }), 'itemSelector: got {"day":"{% $states.input.day %}"}; take something of the item'],
  ['a selector that is too large', () => ({ itemSelector: { v: '{% $states.context.Map.Item.Value %}', x: 'x'.repeat(262_144) } }), 'itemSelector: got 262195; give at most 262144 bytes'],
  ['a selector that reads the batch that it is to make', () => ({ batching: { maxItems: 2 }, itemSelector: { v: '{% $states.context.Map.Item.Value %}', all: '{% $states.input.Items %}' } }),
    'it makes one item, before there is a batch'],
  ['a selector of failed items', (_, bucket) => ({ source: ItemSource.failedItems({ bucket, key: 'k' }), itemSelector: '{% $states.context.Map.Item.Value %}' }),
    'take it out: ItemSource.failedItems gives each child the input that it had'],
  ['batches of failed items', (_, bucket) => ({ source: ItemSource.failedItems({ bucket, key: 'k' }), batching: { maxItems: 2 } }), 'batching: got {"maxItems":2}; take it out: ItemSource.failedItems'],
  ['a batch of no size', () => ({ batching: {} }), 'batching: got {}; give maxItems or maxInputBytes'],
  ['a batch of no items', () => ({ batching: { maxItems: 0 } }), 'batching.maxItems: got 0; give a whole number from 1 on'],
  ['a batch over the payload limit', () => ({ batching: { maxInputBytes: 262_145 } }), 'batching.maxInputBytes: got 262145; give a whole number from 1 to 262144'],
  ['a batch input that fills the batch', () => ({ batching: { maxInputBytes: 100, batchInput: { x: 'x'.repeat(92) } } }), 'batching.batchInput: got 100; give fewer than 100 bytes'],
  ['a batch input of a single item', () => ({ batching: { maxItems: 2, batchInput: { at: '{% $states.context.Map.Item.Index %}' } } }), 'a batch has no single item'],
  // numbers
  ['concurrency over 10,000', () => ({ maxConcurrency: 10_001 }), 'maxConcurrency: got 10001; give a whole number from 1 to 10000'],
  ['no concurrency', () => ({ maxConcurrency: 0 }), 'maxConcurrency: got 0'],
  ['a tolerance over 100 %', () => ({ toleratedFailurePercentage: 101 }), 'toleratedFailurePercentage: got 101; give a number from 0 to 100'],
  ['a tolerance below 0 %', () => ({ toleratedFailurePercentage: -1 }), 'toleratedFailurePercentage: got -1'],
  ['a negative number of failures', () => ({ toleratedFailureCount: -1 }), 'toleratedFailureCount: got -1; give a whole number from 0 on'],
  // results
  ['a prefix that ends with a slash', () => ({ results: { prefix: 'runs/' } }), "results.prefix: got 'runs/'; give text that is known at synth, without '/' at either end"],
  ['a prefix that is an expression', () => ({ results: { prefix: '{% $states.input.day %}' } }), "results.prefix: got '{% $states.input.day %}'"],
  ['results among the objects that are listed', (_, bucket) => ({ source: ItemSource.objects({ bucket, prefix: 'in/' }), results: { bucket, prefix: 'in/results' } }),
    "results.prefix: got 'in/results'; the source lists 'in/' in the same bucket"],
  ['results in a bucket that is listed as a whole', (_, bucket) => ({ source: ItemSource.objects({ bucket }), results: { bucket } }), "results.prefix: got 'map-runs'; the source lists '' in the same bucket"],
  ['an expression for the results without allowed buckets', () => ({ results: { bucketName: '{% $states.input.b %}' } }), 'results.allowedBuckets: got nothing'],
  ['allowed buckets for the results without an expression', (_, bucket) => ({ results: { allowedBuckets: [bucket] } }), 'results.bucket: got nothing'],
  ['a key for a bucket given', (of, bucket) => ({ results: { bucket }, resultsEncryptionKey: new kms.Key(of, 'Key') }), 'resultsEncryptionKey: got Catalog/Key; take it out: the bucket given has its own'],
  ['a removal policy for a bucket given', (_, bucket) => ({ results: { bucket }, resultsRemovalPolicy: RemovalPolicy.DESTROY }), "resultsRemovalPolicy: got 'destroy'; take it out"],
  // alarms
  ['a threshold of nothing', () => ({ itemsFailedThreshold: 0 }), 'itemsFailedThreshold: got 0; give a whole number from 1 on'],
  ['a broken threshold', () => ({ backlogThreshold: 1.5 }), 'backlogThreshold: got 1.5'],
  ['a threshold without alarms', () => ({ backlogThreshold: 2, alarms: { enabled: false } }), 'backlogThreshold: got 2; take it out, or enable the alarms'],
])('%s is refused', (_, props, message) => {
  expect(() => catalog(props)).toThrow(message);
});

/** A state that hands on so many bytes and two quotation marks. */
function big(of: Stack, name: string, bytes: number): sfn.Pass {
  return sfn.Pass.jsonata(of, name, { outputs: 'x'.repeat(bytes) as never });
}

test('all that is wrong is told at once', () => {
  expect(() => catalog(() => ({ maxConcurrency: 0, toleratedFailurePercentage: 200, backlogThreshold: 0 })))
    .toThrow(/Catalog\/Images: 3 problems\n.*maxConcurrency.*\n.*toleratedFailurePercentage.*\n.*backlogThreshold/);
});
