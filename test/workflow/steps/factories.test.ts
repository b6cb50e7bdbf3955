import {
  aws_batch as batch, aws_codebuild as codebuild, aws_datasync as datasync, aws_dynamodb as dynamodb, aws_ecs as ecs,
  aws_emrserverless as emrserverless, aws_events as events, aws_glue as glue, aws_iam as iam, aws_s3 as s3, aws_sns as sns, aws_sqs as sqs,
  aws_stepfunctions as sfn, Duration, SecretValue, Stack,
} from 'aws-cdk-lib';
import { definitionOf, stack, stateOf } from './rendered';
import { Step, WaitFor, Workflow } from '../../../src';

const key = { name: 'id', type: dynamodb.AttributeType.STRING };

interface Case {
  readonly step: (of: Stack) => Step;
  readonly resource: string;
  readonly request: object;
  readonly result: string;
  readonly timeout?: number;
}

const cases: { readonly [name: string]: Case } = {
  callService: {
    step: () => Step.callService({ service: 's3', action: 'putObject', arguments: { Bucket: 'b', Key: '{% $states.input.key %}' } }),
    resource: 'aws-sdk:s3:putObject',
    request: { Bucket: 'b', Key: '{% $states.input.key %}' },
    result: "'PutObject': $states.result}",
  },
  putItem: {
    step: (of) => Step.putItem(new dynamodb.Table(of, 'Orders', { partitionKey: key }), {
      item: { id: '{% $states.input.id %}', total: { N: '{% $string($states.input.total) %}' }, tries: 0, open: true, lines: ['a'], to: { zip: '1' } },
      condition: 'attribute_not_exists(#id)',
      names: { '#id': 'id' },
    }),
    resource: 'dynamodb:putItem',
    request: {
      TableName: expect.stringContaining('Orders'),
      Item: {
        id: { S: '{% $states.input.id %}' },
        total: { N: '{% $string($states.input.total) %}' },
        tries: { N: '0' },
        open: { BOOL: true },
        lines: { L: [{ S: 'a' }] },
        to: { M: { zip: { S: '1' } } },
      },
      ConditionExpression: 'attribute_not_exists(#id)',
      ExpressionAttributeNames: { '#id': 'id' },
    },
    result: '$states.result.Attributes',
  },
  updateItem: {
    step: (of) => Step.updateItem(new dynamodb.Table(of, 'Stock', { partitionKey: key }), {
      key: { id: '7' }, update: 'SET n = n - :n', values: { ':n': 1 }, arguments: { ReturnValues: 'ALL_NEW' },
    }),
    resource: 'dynamodb:updateItem',
    request: {
      TableName: expect.stringContaining('Stock'),
      Key: { id: { S: '7' } },
      UpdateExpression: 'SET n = n - :n',
      ExpressionAttributeValues: { ':n': { N: '1' } },
      ReturnValues: 'ALL_NEW',
    },
    result: '$states.result.Attributes',
  },
  readItem: {
    step: (of) => Step.readItem(new dynamodb.Table(of, 'Stock', { partitionKey: key }), { key: { id: '7' } }),
    resource: 'dynamodb:getItem',
    request: { TableName: expect.stringContaining('Stock'), Key: { id: { S: '7' } }, ConsistentRead: true },
    result: '$states.result.Item',
  },
  sendMessage: {
    step: (of) => Step.sendMessage(new sqs.Queue(of, 'Labels', { fifo: true }), { groupId: '{% $states.input.id %}', deduplicationId: 'd' }),
    resource: 'sqs:sendMessage',
    request: {
      QueueUrl: expect.stringContaining('Labels'), MessageBody: '{% $states.input %}', MessageGroupId: '{% $states.input.id %}', MessageDeduplicationId: 'd',
    },
    result: "{'MessageId': $states.result.MessageId}",
  },
  publish: {
    step: (of) => Step.publish(new sns.Topic(of, 'News'), { subject: 'Order', attributes: { kind: 'order' } }),
    resource: 'sns:publish',
    request: {
      TopicArn: expect.stringContaining('News'), Message: '{% $states.input %}', Subject: 'Order', MessageAttributes: { kind: { DataType: 'String', StringValue: 'order' } },
    },
    result: "{'MessageId': $states.result.MessageId}",
  },
  putEvents: {
    step: (of) => Step.putEvents(new events.EventBus(of, 'Bus'), { detailType: 'Paid', source: 'shop' }),
    resource: 'events:putEvents',
    request: { Entries: [{ Detail: '{% $states.input %}', DetailType: 'Paid', EventBusName: expect.stringMatching(/Bus.*Arn/), Source: 'shop' }] },
    result: "{'EventId': $states.result.Entries[0].EventId}",
  },
  callHttp: {
    step: (of) => Step.callHttp(new events.Connection(of, 'Bank', { authorization: events.Authorization.apiKey('k', SecretValue.unsafePlainText('v')) }),
      { url: 'https://bank.example/pay', headers: { 'Idempotency-Key': '{% $states.context.Execution.Id %}' } }),
    resource: 'http:invoke',
    request: {
      ApiEndpoint: 'https://bank.example/pay',
      Method: 'POST',
      Authentication: { ConnectionArn: expect.stringMatching(/Bank.*Arn/) },
      Headers: { 'Idempotency-Key': '{% $states.context.Execution.Id %}' },
      RequestBody: '{% $states.input %}',
    },
    result: '$states.result.ResponseBody',
  },
  runGlueJob: {
    step: (of) => Step.runGlueJob(glue.CfnJob.fromJobName(of, 'Load', 'load'), { jobArguments: { '--day': '{% $states.input.day %}' } }),
    resource: 'glue:startJobRun.sync',
    request: { JobName: 'load', Arguments: { '--day': '{% $states.input.day %}' } },
    result: "'Load': $states.result}",
    timeout: 21600,
  },
  runQuery: {
    step: (of) => Step.runQuery({
      name: 'Count',
      query: 'SELECT count(*) FROM t WHERE d = ?',
      parameters: ['{% $states.input.day %}'],
      database: 'db',
      resultBucket: s3.Bucket.fromBucketName(of, 'Results', 'results'),
      resultPrefix: 'counts/',
    }),
    resource: 'athena:startQueryExecution.sync',
    request: {
      QueryString: 'SELECT count(*) FROM t WHERE d = ?',
      ExecutionParameters: ['{% $states.input.day %}'],
      QueryExecutionContext: { Database: 'db' },
      ResultConfiguration: { OutputLocation: 's3://results/counts/' },
    },
    result: '$states.result.QueryExecution',
    timeout: 21600,
  },
  runTask: {
    step: (of) => {
      const task = new ecs.FargateTaskDefinition(of, 'Pack');
      task.addContainer('main', { image: ecs.ContainerImage.fromRegistry('x') });
      return Step.runTask(task, { cluster: new ecs.Cluster(of, 'Cluster'), wait: WaitFor.CALLBACK, environment: { DAY: '1' } });
    },
    resource: 'ecs:runTask.waitForTaskToken',
    request: {
      Cluster: expect.stringMatching(/Cluster.*Arn/),
      TaskDefinition: expect.stringContaining('Pack'),
      LaunchType: 'FARGATE',
      NetworkConfiguration: { AwsvpcConfiguration: { Subnets: expect.arrayContaining([expect.stringContaining('Private')]), AssignPublicIp: 'DISABLED' } },
      Overrides: { ContainerOverrides: [{ Name: 'main', Environment: [{ Name: 'DAY', Value: '1' }, { Name: 'TASK_TOKEN', Value: '{% $states.context.Task.Token %}' }] }] },
    },
    result: "'Pack': $states.result}",
    timeout: 3600,
  },
  runBatchJob: {
    step: (of) => Step.runBatchJob(batch.EcsJobDefinition.fromJobDefinitionArn(of, 'Render', 'arn:aws:batch:eu-west-1:111122223333:job-definition/r:1'), {
      name: 'Render film', queue: batch.JobQueue.fromJobQueueArn(of, 'Jobs', 'arn:aws:batch:eu-west-1:111122223333:job-queue/q'),
    }),
    resource: 'batch:submitJob.sync',
    request: {
      JobDefinition: 'arn:aws:batch:eu-west-1:111122223333:job-definition/r:1', JobName: 'Render-film', JobQueue: 'arn:aws:batch:eu-west-1:111122223333:job-queue/q',
    },
    result: "'Render film': $states.result}",
    timeout: 21600,
  },
  runBuild: {
    step: (of) => Step.runBuild(codebuild.Project.fromProjectName(of, 'Build', 'site'), { environment: { COMMIT: '{% $states.input.commit %}' } }),
    resource: 'codebuild:startBuild.sync',
    request: { ProjectName: 'site', EnvironmentVariablesOverride: [{ Name: 'COMMIT', Type: 'PLAINTEXT', Value: '{% $states.input.commit %}' }] },
    result: '$states.result.Build',
    timeout: 21600,
  },
  runEmrServerlessJob: {
    step: (of) => Step.runEmrServerlessJob(new emrserverless.CfnApplication(of, 'Spark', { releaseLabel: 'emr-7.0.0', type: 'SPARK' }), {
      executionRole: iam.Role.fromRoleArn(of, 'Role', 'arn:aws:iam::111122223333:role/spark'), entryPoint: 's3://code/job.py', entryPointArguments: ['x'],
    }),
    resource: 'emr-serverless:startJobRun.sync',
    request: {
      ApplicationId: expect.stringContaining('Spark'),
      ExecutionRoleArn: 'arn:aws:iam::111122223333:role/spark',
      JobDriver: { SparkSubmit: { EntryPoint: 's3://code/job.py', EntryPointArguments: ['x'] } },
    },
    result: "'Spark': $states.result}",
    timeout: 21600,
  },
  startWorkflow: {
    step: (of) => Step.startWorkflow(new Workflow(new Stack(of, 'Other'), 'Child', { steps: [Step.callService({ service: 'sts', action: 'getCallerIdentity' })] })),
    resource: 'states:startExecution.sync:2',
    request: {
      StateMachineArn: expect.stringContaining('Child'),
      Input: "{% $merge([$states.input, {'AWS_STEP_FUNCTIONS_STARTED_BY_EXECUTION_ID': $states.context.Execution.Id}]) %}",
    },
    result: '$states.result.Output',
    timeout: 21600,
  },
};

test.each(Object.keys(cases))('Step.%s calls what it says, with a timeout, and gives its result', (name) => {
  // GIVEN
  const shop = stack();
  const { step, resource, request, result, timeout } = cases[name];
  // WHEN
  const state = stateOf(shop, step(shop));
  // THEN
  expect(state.Resource).toBe(`arn:aws:states:::${resource}`);
  expect(state.Arguments).toEqual(request);
  expect(state.Output).toContain(result);
  expect(state.TimeoutSeconds).toBe(timeout ?? 60);
  expect(state.Retry).toEqual([expect.objectContaining({ JitterStrategy: 'FULL', MaxDelaySeconds: 60 })]);
});

test('Step.startCrawler starts, waits with growing pauses, looks, and fails with the words of the crawl', () => {
  // GIVEN
  const shop = stack();
  // WHEN
  const state = stateOf(shop, Step.startCrawler(glue.CfnCrawler.fromCrawlerName(shop, 'Crawl', 'raw'), { timeout: Duration.hours(1) }));
  // THEN
  const { StartAt, States } = state.Branches[0];
  expect(StartAt).toBe('Crawl: start');
  expect(States['Crawl: start']).toMatchObject({
    Resource: 'arn:aws:states:::aws-sdk:glue:startCrawler',
    Catch: [{ ErrorEquals: ['Glue.CrawlerRunningException'], Next: 'Crawl: wait' }],
    Output: "{% {'delay': 5, 'until': $millis() + 3600000} %}",
  });
  expect(States['Crawl: look'].Output).toContain("'delay': $min([$states.input.delay * 2, 60])");
  expect(States['Crawl: over?'].Choices.map((rule: any) => rule.Next)).toEqual(['Crawl: done', 'Crawl: failed', 'Crawl: too long']);
  expect(States['Crawl: over?'].Default).toBe('Crawl: wait');
  expect(States['Crawl: failed']).toMatchObject({ Type: 'Fail', Error: 'Glue.CrawlFailed', Cause: expect.stringContaining('ErrorMessage') });
});

test('Step.startCrawler with WaitFor.RESPONSE only starts', () => {
  const shop = stack();
  const state = stateOf(shop, Step.startCrawler(glue.CfnCrawler.fromCrawlerName(shop, 'Crawl', 'raw'), { wait: WaitFor.RESPONSE }));
  expect(state).toMatchObject({ Type: 'Task', Resource: 'arn:aws:states:::aws-sdk:glue:startCrawler', End: true });
});

test('Step.syncData looks at its own task execution', () => {
  // GIVEN
  const shop = stack();
  // WHEN
  const state = stateOf(shop, Step.syncData(new datasync.CfnTask(shop, 'Copy', { sourceLocationArn: 'a', destinationLocationArn: 'b' })));
  // THEN
  const { States } = state.Branches[0];
  expect(States['Copy: start'].Output).toContain("'arn': $states.result.TaskExecutionArn");
  expect(States['Copy: look'].Arguments.TaskExecutionArn).toMatch(/^\{% 'arn:.*:datasync:.*:task\/.*\/execution\/' & \$states\.input\.execution %\}$/);
  expect(States['Copy: look'].Output).toContain("'arn': $states.input.arn");
});

test('Step.of puts states of the user\'s own into a branch, whose output is the result', () => {
  // GIVEN
  const shop = stack();
  const wait = sfn.Wait.jsonata(shop, 'Cool down', { time: sfn.WaitTime.duration(Duration.minutes(1)) });
  // WHEN
  new Workflow(shop, 'Flow', { steps: [Step.of(wait, { name: 'Pause' })] });
  // THEN
  expect(definitionOf(shop).States.Pause).toMatchObject({
    Type: 'Parallel', Branches: [{ StartAt: 'Cool down' }], Output: expect.stringContaining("'Pause': ($r := $states.result[0]"),
  });
});

test.each<[string, (of: Stack) => Step, string]>([
  ['a service in upper case', () => Step.callService({ service: 'S3', action: 'putObject' }), "service: got 'S3'; name the service as Step Functions does"],
  ['an action in PascalCase', () => Step.callService({ service: 's3', action: 'PutObject' }), "action: got 'PutObject'; name the action in camelCase"],
  ['a job of the SDK', () => Step.callService({ service: 's3', action: 'putObject', wait: WaitFor.JOB }), 'can wait for WaitFor.RESPONSE or WaitFor.CALLBACK'],
  ['an empty item', (of) => Step.putItem(new dynamodb.Table(of, 'T', { partitionKey: key }), { item: {} }), 'give at least the key of the item'],
  ['an empty key', (of) => Step.readItem(new dynamodb.Table(of, 'T', { partitionKey: key }), { key: {} }), "step 'T': key: got {}"],
  ['a FIFO queue without group', (of) => Step.sendMessage(new sqs.Queue(of, 'Q', { fifo: true })), "step 'Q': groupId: got nothing; a FIFO queue needs it"],
  ['a long delay', (of) => Step.sendMessage(new sqs.Queue(of, 'Q'), { delay: Duration.hours(1) }), 'delay: got 1 hour; give whole seconds from 0 to 900'],
  ['a source of AWS', (of) => Step.putEvents(new events.EventBus(of, 'B'), { detailType: 'x', source: 'aws.shop' }), "source: got 'aws.shop'"],
  ['a job of SNS', (of) => Step.publish(new sns.Topic(of, 'N'), { wait: WaitFor.JOB }), "wait: got 'JOB'; Step.publish can wait for"],
  ['a callback of Glue', (of) => Step.runGlueJob(glue.CfnJob.fromJobName(of, 'J', 'j'), { wait: WaitFor.CALLBACK }), "wait: got 'CALLBACK'; Step.runGlueJob can wait for"],
  ['arguments that are no fields', (of) => Step.runGlueJob(glue.CfnJob.fromJobName(of, 'J', 'j'), { arguments: 'x' }), 'give an object with fields of the request'],
  ['a prefix without bucket', () => Step.runQuery({ query: 'SELECT 1', resultPrefix: 'x' }), "resultPrefix: got 'x'; give resultBucket too"],
  ['a timeout on states', (of) => Step.of(new sfn.Pass(of, 'P'), { timeout: Duration.seconds(1) }), 'set it on the states themselves'],
  ['a compensation of a read', (of) => {
    const table = new dynamodb.Table(of, 'T', { partitionKey: key });
    return Step.readItem(table, { key: { id: '1' }, compensation: Step.putItem(table, { name: 'Undo', item: { id: '1' } }) });
  }, "step 'T': compensation: got 'Undo'; a step that only reads has nothing to undo"],
])('%s is refused', (_, step, message) => {
  const shop = stack();
  expect(() => new Workflow(shop, 'Flow', { steps: [step(shop)] })).toThrow(message);
});
