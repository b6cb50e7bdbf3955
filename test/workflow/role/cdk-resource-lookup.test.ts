import {
  aws_athena as athena, aws_batch as batch, aws_codebuild as codebuild, aws_datasync as datasync, aws_dynamodb as dynamodb, aws_ecs as ecs,
  aws_emrserverless as emrserverless, aws_events as events, aws_glue as glue, aws_iam as iam, aws_kinesis as kinesis, aws_kms as kms,
  aws_lambda as lambda, aws_s3 as s3, aws_sns as sns, aws_sqs as sqs, aws_stepfunctions as sfn, Fn, SecretValue, Stack,
} from 'aws-cdk-lib';
import { KnownResource } from '../../../src/iam';
import { CdkResourceLookup } from '../../../src/workflow/role/cdk-resource-lookup';
import { newFunction, newStack } from '../fixture';

const KEY_ARN = 'arn:aws:kms:eu-west-1:111122223333:key/abc';
const ID = { partitionKey: { name: 'id', type: dynamodb.AttributeType.STRING } };

function keyOf(stack: Stack): kms.Key {
  return new kms.Key(stack, 'Key');
}

type Case = [what: string, make: (stack: Stack) => { text: string; expected: Partial<KnownResource> }];

const CREATED: Case[] = [
  ['a function by ARN', (stack) => {
    const fn = newFunction(stack, 'Fn');
    return { text: fn.functionArn, expected: { kind: 'lambda:function', arn: fn.functionArn } };
  }],
  ['a function by name', (stack) => {
    const fn = newFunction(stack, 'Fn');
    return { text: fn.functionName, expected: { kind: 'lambda:function', arn: fn.functionArn } };
  }],
  ['an alias of a function', (stack) => {
    const alias = newFunction(stack, 'Fn').addAlias('live');
    return { text: alias.functionArn, expected: { kind: 'lambda:function', arn: alias.functionArn } };
  }],
  ['a version of a function', (stack) => {
    const version = new lambda.Version(stack, 'V', { lambda: newFunction(stack, 'Fn') });
    return { text: version.functionArn, expected: { kind: 'lambda:function', arn: version.functionArn } };
  }],
  ['a table with a key', (stack) => {
    const key = keyOf(stack);
    const table = new dynamodb.Table(stack, 'T', { ...ID, encryptionKey: key });
    return { text: table.tableName, expected: { kind: 'dynamodb:table', arn: table.tableArn, encryptionKeyArn: key.keyArn } };
  }],
  ['a global table with a key', (stack) => {
    const key = keyOf(stack);
    const table = new dynamodb.TableV2(stack, 'T', { ...ID, encryption: dynamodb.TableEncryptionV2.customerManagedKey(key) });
    return { text: table.tableName, expected: { kind: 'dynamodb:table', arn: table.tableArn, encryptionKeyArn: key.keyArn } };
  }],
  ['a table with a key that AWS manages', (stack) => {
    const table = new dynamodb.Table(stack, 'T', { ...ID, encryption: dynamodb.TableEncryption.AWS_MANAGED });
    return { text: table.tableName, expected: { kind: 'dynamodb:table', encryptionKeyArn: undefined } };
  }],
  ['a bucket with a key', (stack) => {
    const key = keyOf(stack);
    const bucket = new s3.Bucket(stack, 'B', { encryptionKey: key });
    return { text: bucket.bucketName, expected: { kind: 's3:bucket', arn: bucket.bucketArn, encryptionKeyArn: key.keyArn } };
  }],
  ['a queue with a key, by URL', (stack) => {
    const key = keyOf(stack);
    const queue = new sqs.Queue(stack, 'Q', { encryptionMasterKey: key });
    return { text: queue.queueUrl, expected: { kind: 'sqs:queue', arn: queue.queueArn, encryptionKeyArn: key.keyArn } };
  }],
  ['a queue with a key by alias that AWS manages', (stack) => {
    const queue = new sqs.Queue(stack, 'Q', { encryption: sqs.QueueEncryption.KMS_MANAGED });
    return { text: queue.queueUrl, expected: { kind: 'sqs:queue', encryptionKeyArn: undefined } };
  }],
  ['a topic with a key', (stack) => {
    const key = keyOf(stack);
    const topic = new sns.Topic(stack, 'T', { masterKey: key });
    return { text: topic.topicArn, expected: { kind: 'sns:topic', arn: topic.topicArn, encryptionKeyArn: key.keyArn } };
  }],
  ['a stream with a key', (stack) => {
    const key = keyOf(stack);
    const stream = new kinesis.Stream(stack, 'S', { encryptionKey: key });
    return { text: stream.streamName, expected: { kind: 'kinesis:stream', arn: stream.streamArn, encryptionKeyArn: key.keyArn } };
  }],
  ['a state machine', (stack) => {
    const machine = new sfn.StateMachine(stack, 'M', { definitionBody: sfn.DefinitionBody.fromChainable(new sfn.Pass(stack, 'P')) });
    return { text: machine.stateMachineArn, expected: { kind: 'states:stateMachine', arn: machine.stateMachineArn } };
  }],
  ['an activity', (stack) => {
    const activity = new sfn.Activity(stack, 'A');
    return { text: activity.activityArn, expected: { kind: 'states:activity' } };
  }],
  ['a bus', (stack) => {
    const bus = new events.EventBus(stack, 'Bus');
    return { text: bus.eventBusName, expected: { kind: 'events:event-bus', arn: bus.eventBusArn } };
  }],
  ['a connection, with its secret', (stack) => {
    const connection = new events.Connection(stack, 'C', { authorization: events.Authorization.apiKey('k', SecretValue.unsafePlainText('v')) });
    return { text: connection.connectionArn, expected: { kind: 'events:connection', usedArns: [connection.connectionSecretArn] } };
  }],
  ['a cluster', (stack) => {
    const cluster = new ecs.CfnCluster(stack, 'C');
    return { text: cluster.ref, expected: { kind: 'ecs:cluster', arn: cluster.attrArn } };
  }],
  ['a task definition, with the roles that it passes', (stack) => {
    const task = new ecs.FargateTaskDefinition(stack, 'T');
    task.addContainer('Main', { image: ecs.ContainerImage.fromRegistry('nginx'), logging: ecs.LogDrivers.awsLogs({ streamPrefix: 'x' }) });
    return {
      text: task.taskDefinitionArn,
      expected: { kind: 'ecs:task-definition', passedRoleArns: [task.taskRole.roleArn, task.executionRole!.roleArn] },
    };
  }],
  ['a task definition without an execution role', (stack) => {
    const task = new ecs.FargateTaskDefinition(stack, 'T');
    return { text: task.taskDefinitionArn, expected: { passedRoleArns: [task.taskRole.roleArn] } };
  }],
  ['a job queue', (stack) => {
    const queue = new batch.CfnJobQueue(stack, 'Q', { priority: 1 });
    return { text: queue.ref, expected: { kind: 'batch:job-queue', arn: queue.attrJobQueueArn } };
  }],
  ['a Glue job', (stack) => {
    const job = new glue.CfnJob(stack, 'J', { command: {}, role: 'r' });
    return { text: job.ref, expected: { kind: 'glue:job', arn: stack.formatArn({ service: 'glue', resource: 'job', resourceName: job.ref }) } };
  }],
  ['a crawler', (stack) => {
    const crawler = new glue.CfnCrawler(stack, 'C', { role: 'r', targets: {} });
    return { text: crawler.ref, expected: { kind: 'glue:crawler', arn: stack.formatArn({ service: 'glue', resource: 'crawler', resourceName: crawler.ref }) } };
  }],
  ['a work group', (stack) => {
    const group = new athena.CfnWorkGroup(stack, 'G', { name: 'etl' });
    return { text: group.ref, expected: { kind: 'athena:workgroup' } };
  }],
  ['a build project', (stack) => {
    const project = new codebuild.PipelineProject(stack, 'P');
    return { text: project.projectName, expected: { kind: 'codebuild:project', arn: project.projectArn } };
  }],
  ['an EMR Serverless application', (stack) => {
    const application = new emrserverless.CfnApplication(stack, 'A', { releaseLabel: 'emr-7.0.0', type: 'Spark' });
    return { text: application.attrApplicationId, expected: { arn: application.attrArn } };
  }],
  ['a DataSync task', (stack) => {
    const task = new datasync.CfnTask(stack, 'T', { sourceLocationArn: 'a', destinationLocationArn: 'b' });
    return { text: task.ref, expected: { kind: 'datasync:task', arn: task.attrTaskArn } };
  }],
  ['a role', (stack) => {
    const role = new iam.Role(stack, 'R', { assumedBy: new iam.AccountRootPrincipal() });
    return { text: role.roleArn, expected: { kind: 'iam:role', arn: role.roleArn } };
  }],
];

const IMPORTED: Case[] = [
  ['a bucket by name', (stack) => {
    s3.Bucket.fromBucketAttributes(stack, 'B', { bucketName: 'theirs', encryptionKey: kms.Key.fromKeyArn(stack, 'K', KEY_ARN) });
    return { text: 'theirs', expected: { kind: 's3:bucket', encryptionKeyArn: KEY_ARN } };
  }],
  ['a table by ARN', (stack) => {
    const tableArn = 'arn:aws:dynamodb:eu-west-1:111122223333:table/orders';
    dynamodb.Table.fromTableAttributes(stack, 'T', { tableArn, encryptionKey: kms.Key.fromKeyArn(stack, 'K', KEY_ARN) });
    return { text: tableArn, expected: { kind: 'dynamodb:table', arn: tableArn, encryptionKeyArn: KEY_ARN } };
  }],
  ['a queue by URL', (stack) => {
    const queueArn = 'arn:aws:sqs:eu-west-1:111122223333:ship';
    const queue = sqs.Queue.fromQueueAttributes(stack, 'Q', { queueArn, keyArn: KEY_ARN });
    return { text: queue.queueUrl, expected: { kind: 'sqs:queue', arn: queueArn, encryptionKeyArn: KEY_ARN } };
  }],
  ['a topic by ARN', (stack) => {
    const topicArn = 'arn:aws:sns:eu-west-1:111122223333:told';
    sns.Topic.fromTopicAttributes(stack, 'T', { topicArn, keyArn: KEY_ARN });
    return { text: topicArn, expected: { kind: 'sns:topic', encryptionKeyArn: KEY_ARN } };
  }],
  ['a stream by ARN', (stack) => {
    const streamArn = 'arn:aws:kinesis:eu-west-1:111122223333:stream/clicks';
    kinesis.Stream.fromStreamAttributes(stack, 'S', { streamArn, encryptionKey: kms.Key.fromKeyArn(stack, 'K', KEY_ARN) });
    return { text: 'clicks', expected: { kind: 'kinesis:stream', encryptionKeyArn: KEY_ARN } };
  }],
];

describe('a text of a definition leads to', () => {
  test.each([...CREATED, ...IMPORTED])('%s', (_, make) => {
    // GIVEN
    const stack = newStack();
    const { text, expected } = make(stack);

    // WHEN
    const found = new CdkResourceLookup(stack).find(text);

    // THEN
    expect(stack.resolve(found)).toMatchObject(stack.resolve(JSON.parse(JSON.stringify(expected))));
    for (const [member, value] of Object.entries(expected)) if (value === undefined) expect(found).not.toHaveProperty(member, expect.anything());
  });

  test('nothing when it is of another kind, unknown or more than one token', () => {
    // GIVEN
    const stack = newStack();
    const lookup = new CdkResourceLookup(stack);
    const fn = newFunction(stack, 'Fn');

    // THEN
    expect(lookup.find(fn.functionArn, 'sns:topic')).toBeUndefined();
    expect(lookup.find('unknown')).toBeUndefined();
    expect(lookup.find(`${fn.functionArn}:live`)).toBeUndefined();
    expect(lookup.find(Fn.importValue('Shared'))).toBeUndefined();
  });

  test('its parts, which only the deployment knows', () => {
    // GIVEN
    const stack = newStack();
    const queue = new sqs.Queue(stack, 'Q');

    // THEN
    expect(stack.resolve(new CdkResourceLookup(stack).part(queue.queueUrl, '/', 4))).toEqual({ 'Fn::Select': [4, { 'Fn::Split': ['/', { Ref: 'Q63C6E3AB' }] }] });
  });
});
