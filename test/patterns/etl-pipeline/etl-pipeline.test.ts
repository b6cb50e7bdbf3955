import {
  App, aws_dynamodb as dynamodb, aws_glue as glue, aws_kms as kms, aws_s3 as s3, aws_scheduler as scheduler, aws_stepfunctions as sfn,
  Duration, RemovalPolicy, Stack, TimeZone,
} from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { inbox, threeStages, topic, work } from './fixture';
import { newStack } from '../../workflow/fixture';
import { logicalIds, nagFindings, statementsOf } from '../../workflow/triggers/fixture';
import { EtlPipeline, EtlPipelineProps, QuietPeriod, RunLock, Step, Trigger } from 'cdk-stepwise';

function lake(props: (of: Stack) => Partial<EtlPipelineProps> = () => ({})): { stack: Stack; pipeline: EtlPipeline } {
  const stack = newStack();
  return { stack, pipeline: new EtlPipeline(stack, 'Sales', { ...threeStages(stack), ...props(stack) }) };
}

/** Everything that a pipeline may have. */
function full(of: Stack): Partial<EtlPipelineProps> {
  const bucket = new s3.Bucket(of, 'Inbox', { enforceSSL: true, serverAccessLogsBucket: s3.Bucket.fromBucketName(of, 'Logs', 'logs') });
  return {
    runLock: RunLock.waits(),
    newObjects: { bucket, prefix: 'in/' },
    quarantine: { bucket, prefix: 'in/' },
    failureTopic: topic(of),
    freshness: Duration.hours(26),
  };
}

/** The statements of the pipeline's own role, a line each. */
function statements(stack: Stack): string[] {
  const policies = Template.fromStack(stack).findResources('AWS::IAM::Policy');
  return Object.entries(policies).filter(([id]) => id.startsWith('SalesWorkflow')).flatMap(([, { Properties }]) => Properties.PolicyDocument.Statement)
    .map(({ Action, Resource, Condition }: any) =>
      `${[Action].flat().join(' ')} on ${[Resource].flat().map(flat).join(' ')}${Condition ? ` if ${JSON.stringify(Condition)}` : ''}`);
}

function flat(value: any): string {
  if (typeof value === 'string') return value;
  if (value['Fn::Join']) return value['Fn::Join'][1].map(flat).join('');
  return value.Ref === 'AWS::Partition' ? 'aws' : `<${value.Ref ?? value['Fn::GetAtt'].join('.')}>`;
}

describe('the role', () => {
  const all = () => statements(lake(full).stack);

  test('may take, keep and give back the lock in its table', () => {
    expect(all().filter((line) => line.startsWith('dynamodb:'))).toEqual([expect.stringMatching(/^dynamodb:DeleteItem dynamodb:UpdateItem on <SalesTable\w+\.Arn>$/)]);
  });

  test('may list the input, and move it: read and delete there, write in quarantine', () => {
    const lines = all().filter((line) => line.startsWith('s3:'));
    const bucket = '<InboxA8E05DC3.Arn>';
    expect(lines.sort()).toEqual([
      `s3:DeleteObject s3:GetObject on ${bucket}/in/*`,
      `s3:ListBucket on ${bucket} if {"StringLike":{"s3:prefix":"in/"}}`,
      `s3:PutObject on ${bucket}/quarantine/*/*`,
    ]);
  });

  test('may fail its own task, and put metrics of its own namespace', () => {
    expect(all().filter((line) => /SendTask|PutMetric/.test(line))).toEqual([
      'cloudwatch:PutMetricData on * if {"StringEquals":{"cloudwatch:namespace":"CdkStepwise/EtlPipeline"}}',
      expect.stringMatching(/^states:SendTaskFailure states:StartExecution on <SalesWorkflowStateMachine\w+>$/),
    ]);
  });

  test('may publish to the topic, and has no action but these', () => {
    const actions = all().flatMap((line) => line.split(' on ')[0].split(' ')).filter((action) => !/^(logs|xray):/.test(action));
    expect([...new Set(actions)].sort()).toEqual([
      'cloudwatch:PutMetricData', 'dynamodb:DeleteItem', 'dynamodb:UpdateItem', 'lambda:InvokeFunction', 's3:DeleteObject', 's3:GetObject', 's3:ListBucket',
      's3:PutObject', 'sns:Publish', 'states:DescribeExecution', 'states:RedriveExecution', 'states:SendTaskFailure', 'states:StartExecution', 'states:StopExecution',
    ]);
  });

  test('may use the key of an encrypted bucket', () => {
    const { stack } = lake((of) => ({ quarantine: { bucket: new s3.Bucket(of, 'In', { encryption: s3.BucketEncryption.KMS }), prefix: 'in/' } }));
    expect(statements(stack).find((line) => line.startsWith('kms:'))).toMatch(/^kms:Decrypt kms:GenerateDataKey on <InKey\w+\.Arn>$/);
  });
});

test('the table is made where it is needed, paid by request, and recoverable', () => {
  Template.fromStack(lake().stack).resourceCountIs('AWS::DynamoDB::Table', 0);
  Template.fromStack(lake(() => ({ runLock: RunLock.fails() })).stack).hasResource('AWS::DynamoDB::Table', {
    Properties: {
      KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }], BillingMode: 'PAY_PER_REQUEST', PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
    },
    DeletionPolicy: 'Delete',
  });
});

test('the table is encrypted with the key given, and stays when told to', () => {
  const { stack } = lake((of) => ({ runLock: RunLock.fails(), tableKey: 'name', tableEncryptionKey: new kms.Key(of, 'Key'), tableRemovalPolicy: RemovalPolicy.RETAIN }));
  Template.fromStack(stack).hasResource('AWS::DynamoDB::Table', {
    Properties: { KeySchema: [{ AttributeName: 'name', KeyType: 'HASH' }], SSESpecification: { SSEEnabled: true, KMSMasterKeyId: Match.anyValue() } },
    DeletionPolicy: 'Retain',
  });
});

test('a table given is used, and none created', () => {
  const { stack, pipeline } = lake((of) => ({ runLock: RunLock.fails(), table: dynamodb.Table.fromTableName(of, 'Mine', 'mine') }));
  Template.fromStack(stack).resourceCountIs('AWS::DynamoDB::Table', 0);
  expect(pipeline.table!.tableName).toBe('mine');
});

describe('triggers', () => {
  test('a schedule starts runs in its time zone', () => {
    const nightly = scheduler.ScheduleExpression.cron({ hour: '2', minute: '0', timeZone: TimeZone.EUROPE_BERLIN });
    const { stack } = lake(() => ({ triggers: [Trigger.schedule({ schedule: nightly })] }));
    Template.fromStack(stack).hasResourceProperties('AWS::Scheduler::Schedule', {
      ScheduleExpression: 'cron(0 2 * * ? *)', ScheduleExpressionTimezone: 'Europe/Berlin', Target: Match.objectLike({ Input: '{"scheduledTime":"<aws.scheduler.scheduled-time>"}' }),
    });
  });

  test('a marker file starts a run', () => {
    const { stack } = lake((of) => ({ triggers: [Trigger.s3Object({ bucket: inbox(of), prefix: 'in/', suffix: '_SUCCESS' })] }));
    Template.fromStack(stack).hasResourceProperties('AWS::Events::Rule', {
      EventPattern: Match.objectLike({ detail: Match.objectLike({ object: { key: [{ wildcard: 'in/*_SUCCESS' }] } }) }),
    });
  });

  test('new objects are noted by an Express workflow, and one Standard workflow waits for quiet', () => {
    const { stack, pipeline } = lake(full);
    const template = Template.fromStack(stack);
    template.hasResourceProperties('AWS::Events::Rule', { EventPattern: Match.objectLike({ detail: Match.objectLike({ object: { key: [{ prefix: 'in/' }] } }) }) });
    const types = Object.entries(template.findResources('AWS::StepFunctions::StateMachine')).map(([id, { Properties }]) => [id.replace(/StateMachine.*/, ''), Properties.StateMachineType]);
    expect(types).toEqual([['SalesWorkflow', 'STANDARD'], ['SalesQuietPeriodWaiting', 'STANDARD'], ['SalesQuietPeriodNoting', 'EXPRESS']]);
    expect(pipeline.quietPeriod!.trigger.summary).toBe('objects in Inbox in/*');
  });

  test('the rule may start what notes, which may start what waits, which may start the pipeline, and no other', () => {
    const template = Template.fromStack(lake(full).stack);
    const startable = (id: string) => Object.entries(template.findResources('AWS::IAM::Policy')).filter(([name]) => name.startsWith(id))
      .flatMap(([, { Properties }]) => Properties.PolicyDocument.Statement).filter(({ Action }: any) => [Action].flat().includes('states:StartExecution'))
      .map(({ Resource }: any) => flat(Resource).replace(/StateMachine.*/, '>'));
    expect(startable('SalesQuietPeriodNoting')).toEqual(['<SalesQuietPeriodWaiting>']);
    expect(startable('SalesQuietPeriodWaiting')).toEqual(['<SalesWorkflow>']);
    const [rule] = Object.values(template.findResources('AWS::IAM::Role', { Properties: { Policies: Match.anyValue() } }));
    expect(statementsOf(rule.Properties).map(({ Resource }) => flat(Resource).replace(/StateMachine.*/, '>'))).toEqual(['<SalesQuietPeriodNoting>']);
  });
});

describe('alarms', () => {
  test('one rings when no run has succeeded for so long, by the topic of the alarms', () => {
    const { stack, pipeline } = lake((of) => ({
      freshness: Duration.hours(26), alarms: { topic: topic(of), duration: { threshold: Duration.hours(3) } },
    }));
    Template.fromStack(stack).hasResourceProperties('AWS::CloudWatch::Alarm', {
      AlarmDescription: 'Shop/Sales: no run has succeeded for 1 day 2 hours',
      EvaluationPeriods: 26,
      Threshold: 1,
      ComparisonOperator: 'LessThanThreshold',
      TreatMissingData: 'breaching',
      AlarmActions: [{ Ref: Match.stringLikeRegexp('Operators') }],
      Metrics: Match.arrayWith([
        Match.objectLike({ Expression: 'FILL(succeeded, 0)' }),
        Match.objectLike({
          MetricStat: {
            Metric: {
              Namespace: 'CdkStepwise/EtlPipeline',
              MetricName: 'RunsSucceeded',
              Dimensions: [{ Name: 'Workflow', Value: { 'Fn::GetAtt': [Match.stringLikeRegexp('SalesWorkflow'), 'Name'] } }],
            },
            Period: 3600,
            Stat: 'Sum',
          },
        }),
      ]),
    });
    expect(pipeline.freshnessAlarm?.node.path).toMatch(/^Shop\/Sales\/\w*Freshness\w*$/);
  });

  test('one rings when runs take long, by the workflow\'s own', () => {
    const { pipeline } = lake((of) => ({ alarms: { topic: topic(of), duration: { threshold: Duration.hours(3) } } }));
    expect([pipeline.workflow.durationAlarm, pipeline.freshnessAlarm]).toEqual([expect.anything(), undefined]);
  });
});

test('logical ids stay: another id would lose the lock, or the topic\'s subscribers', () => {
  const { stack } = lake(full);
  const ids = logicalIds(Template.fromStack(stack), 'Sales');
  const kept = ['AWS::DynamoDB::Table', 'AWS::StepFunctions::StateMachine', 'AWS::SQS::Queue', 'AWS::CloudWatch::Alarm'];
  expect(Object.fromEntries(Object.entries(ids).filter(([id, type]) => kept.includes(type) && !id.includes('Alarms')))).toEqual({
    SalesFreshnessAlarmF4084E2D: 'AWS::CloudWatch::Alarm',
    SalesQuietPeriodNotingStateMachine975F5B4F: 'AWS::StepFunctions::StateMachine',
    SalesQuietPeriodNotingTriggersS3ObjectDeadLetterAlarm73CA0B15: 'AWS::CloudWatch::Alarm',
    SalesQuietPeriodNotingTriggersS3ObjectDeadLetterQueueE7FDA714: 'AWS::SQS::Queue',
    SalesQuietPeriodWaitingStateMachine340F1C2F: 'AWS::StepFunctions::StateMachine',
    SalesTableD1AE2578: 'AWS::DynamoDB::Table',
    SalesWorkflowStateMachine7BFE88F8: 'AWS::StepFunctions::StateMachine',
  });
});

test('cdk-nag finds nothing that is not acknowledged with a reason', () => {
  const { stack } = lake(full);
  // reasons are written when the app is synthesized
  (stack.node.root as App).synth();
  // CDK's own function switches the bucket's events on, and the test's own topic
  expect(nagFindings(stack).filter((finding) => !/BucketNotificationsHandler|Operators/.test(finding))).toEqual([]);
});

test.each<[string, (of: Stack) => Partial<EtlPipelineProps>, string | RegExp]>([
  ['an Express workflow', () => ({ workflowType: sfn.StateMachineType.EXPRESS }), "Shop/Sales: workflowType: got 'EXPRESS'; a pipeline waits for jobs"],
  ['no stages', () => ({ stages: [] }), 'stages: got an empty list; give at least one stage'],
  ['a stage without steps', () => ({ stages: [{ name: 'a', steps: [] }] }), 'stages[0].steps: got an empty list; give at least one step'],
  ['a stage without a name', (of) => ({ stages: [{ name: '', steps: [work(of, 'A')] }] }), "stages[0].name: got ''; give 1 to 80 characters"],
  ['a stage with a long name', (of) => ({ stages: [{ name: 'x'.repeat(67), steps: [work(of, 'A')] }] }), 'give up to 66 characters'],
  ['a step with a long name', (of) => ({ stages: [{ name: 'a', steps: [work(of, 'A', { name: 'y'.repeat(74) })] }] }), "stage 'a': step: got 'yyy"],
  ['a step that is wrong', (of) => ({ stages: [{ name: 'a', steps: [work(of, 'A', { timeout: Duration.seconds(0) })] }] }), "stage 'a': step 'A': timeout: got 0 seconds"],
  ['a step that is called as a member of the run', (of) => ({ stages: [{ name: 'a', steps: [work(of, 'A', { name: 'runDate' })] }] }),
    "stage 'a': step: got 'runDate'; give it another name: the pipeline keeps something of its own there"],
  ['a step that is to be undone', (of) => ({ stages: [{ name: 'a', steps: [work(of, 'A', { compensation: work(of, 'B') })] }] }),
    "stage 'a': step 'A': compensation: got 'B'; only a Saga undoes"],
  ['a group as a step', (of) => ({ stages: [{ name: 'a', steps: [Step.parallel('G', [work(of, 'A')])] }] }), "stage 'a': got 'G'; give single steps, not a group"],
  ['a wrong step for failures', (of) => ({ onFailure: [work(of, 'A', { timeout: Duration.seconds(0) })] }), "onFailure[0]: step 'A': timeout: got 0 seconds"],
  ['two states of one name', (of) => ({ stages: [{ name: 'Load', steps: [work(of, 'Load2', { name: 'Load' })] }] }), "steps: got ['Load']; give each step a name of its own"],
  ['a lock without a name', () => ({ runLock: RunLock.fails({ lockName: '' }) }), "runLock.lockName: got ''; give a name, or leave it out"],
  ['a lease of a moment', () => ({ runLock: RunLock.fails({ lease: Duration.seconds(5) }) }), 'runLock.lease: got 5 seconds'],
  ['more patience than time', () => ({ runLock: RunLock.waits({ patience: Duration.days(2) }) }), "runLock.patience: got 2 days; give less than the workflow's timeout (1 day)"],
  ['a longest wait that is too short', (of) => ({ newObjects: { bucket: inbox(of), quietPeriod: Duration.hours(2) } }),
    'newObjects.longestWait: got 1 hour; give between the quiet period (2 hours) and 1000 times that'],
  ['a longest wait that is too long', (of) => ({ newObjects: { bucket: inbox(of), quietPeriod: Duration.seconds(1) } }), 'newObjects.longestWait: got 1 hour'],
  ['a quiet period of half a second', (of) => ({ newObjects: { bucket: inbox(of), quietPeriod: Duration.millis(500) } }), 'newObjects.quietPeriod: got'],
  ['a prefix that is no folder', (of) => ({ quarantine: { bucket: inbox(of), prefix: 'in' } }), "quarantine.prefix: got 'in'; give letters, digits and"],
  ['a prefix with a quotation mark', (of) => ({ quarantine: { bucket: inbox(of), prefix: "i'n/" } }), "quarantine.prefix: got 'i'n/'; give letters, digits and"],
  ['a quarantine inside of the input', (of) => ({ quarantine: { bucket: inbox(of), prefix: 'in/', quarantinePrefix: 'in/bad/' } }),
    "quarantine.quarantinePrefix: got 'in/bad/'; give one outside of in/: what lies there is input"],
  ['a part that is no expression', (of) => ({ quarantine: { bucket: inbox(of), prefix: 'in/', subPrefix: 'x/' } }), "quarantine.subPrefix: got 'x/'; give a JSONata expression"],
  ['no errors at all', (of) => ({ quarantine: { bucket: inbox(of), prefix: 'in/', errors: [] } }), 'quarantine.errors: got an empty list; name at least one'],
  ['a quarantine that starts the next run', (of) => {
    const bucket = inbox(of);
    return { newObjects: { bucket }, quarantine: { bucket, prefix: 'in/' } };
  }, 'newObjects.prefix: got nothing; give one that leaves out quarantine/: what is moved there would start the next run'],
  ['a quarantine that starts the next run, of a bucket that is imported twice', (of) => ({
    newObjects: { bucket: s3.Bucket.fromBucketName(of, 'One', 'lake'), prefix: 'quarantine/' },
    quarantine: { bucket: s3.Bucket.fromBucketName(of, 'Other', 'lake'), prefix: 'in/' },
  }), "newObjects.prefix: got 'quarantine/'; give one that leaves out quarantine/"],
  ['a quarantine in whose midst runs are started', (of) => {
    const bucket = inbox(of);
    return { newObjects: { bucket, prefix: 'quarantine/in/' }, quarantine: { bucket, prefix: 'in/' } };
  }, "newObjects.prefix: got 'quarantine/in/'; give one that leaves out quarantine/"],
  ['a quarantine that a trigger watches', (of) => {
    const bucket = inbox(of);
    return {
      quarantine: { bucket, prefix: 'in/' },
      triggers: [Trigger.s3Object({ bucket, prefix: 'in/', triggerName: 'Good' }), Trigger.s3Object({ bucket, suffix: '_SUCCESS', triggerName: 'Bad' })],
    };
  }, 'Shop/Sales: triggers[1].prefix: got nothing; give one that leaves out quarantine/'],
  ['an input inside of the quarantine', (of) => ({ quarantine: { bucket: inbox(of), prefix: 'quarantine/in/' } }),
    "quarantine.quarantinePrefix: got 'quarantine/'; give one outside of quarantine/in/"],
  ['a quarantine inside of the input, of a bucket that is imported twice', (of) => ({
    quarantine: { bucket: s3.Bucket.fromBucketName(of, 'One', 'lake'), prefix: 'in/', quarantineBucket: s3.Bucket.fromBucketName(of, 'Other', 'lake'), quarantinePrefix: 'in/bad/' },
  }), "quarantine.quarantinePrefix: got 'in/bad/'; give one outside of in/"],
  ['a step that may outlast the lease', (of) => ({
    runLock: RunLock.fails({ lease: Duration.hours(2) }), stages: [{ name: 'a', steps: [work(of, 'A', { timeout: Duration.hours(2) }), work(of, 'B', { timeout: Duration.hours(3) })] }],
  }), /^Shop\/Sales: runLock.lease: got 2 hours; step 'B' of stage 'a' may take 3 hours; give a longer lease, or the step a shorter timeout$/],
  ['a crawl that may outlast the lease', (of) => ({
    runLock: RunLock.fails({ lease: Duration.hours(2) }), stages: [{ name: 'a', steps: [Step.startCrawler(new glue.CfnCrawler(of, 'Raw', { role: 'r', targets: {} }))] }],
  }), "step 'Raw' of stage 'a' may take 6 hours"],
  ['freshness of minutes', () => ({ freshness: Duration.minutes(90) }), 'freshness: got 1 hour 30 minutes; give whole hours, up to 7 days'],
  ['freshness of weeks', () => ({ freshness: Duration.days(8) }), 'freshness: got 8 days; give whole hours, up to 7 days'],
  ['a run date that is no expression', () => ({ runDate: '2026-01-31' }), "runDate: got '2026-01-31'; give a JSONata expression in {% %}"],
  ['a table that nothing needs', () => ({ tableKey: 'id' }), "tableKey: got 'id'; take it out: neither runLock nor newObjects needs a table"],
  ['an empty key', () => ({ runLock: RunLock.fails(), tableKey: '' }), "tableKey: got ''; give the name of the table's partition key"],
  ['a key for a table given', (of) => ({ runLock: RunLock.fails(), table: dynamodb.Table.fromTableName(of, 'T', 't'), tableEncryptionKey: new kms.Key(of, 'Key') }),
    'tableEncryptionKey: got Shop/Key; take it out: the table given has its own'],
])('%s is refused', (_, props, message) => {
  expect(() => lake(props)).toThrow(message);
});

test.each<[string, (of: Stack) => Partial<EtlPipelineProps>]>([
  ['a lease as long as the workflow may take bears any step', () => ({ runLock: RunLock.fails({ lease: Duration.hours(4) }), timeout: Duration.hours(4) })],
  ['a trigger may watch deletions in quarantine', (of) => {
    const bucket = inbox(of);
    return { quarantine: { bucket, prefix: 'in/' }, triggers: [Trigger.s3Object({ bucket, prefix: 'quarantine/', detailTypes: ['Object Deleted'] })] };
  }],
  ['a trigger may watch the same keys of another bucket', (of) => ({
    quarantine: { bucket: inbox(of), prefix: 'in/' }, triggers: [Trigger.s3Object({ bucket: new s3.Bucket(of, 'Else'), prefix: 'quarantine/' })],
  })],
])('%s', (_, props) => {
  Template.fromStack(lake(props).stack).resourceCountIs('AWS::StepFunctions::StateMachine', 1);
});

test('all that is wrong is told at once', () => {
  expect(() => lake(() => ({ stages: [], freshness: Duration.minutes(1), runDate: 'x' }))).toThrow(/Shop\/Sales: 3 problems\n.*stages.*\n.*freshness.*\n.*runDate/);
});

test('a quiet period of its own says what is wrong with it', () => {
  const { stack, pipeline } = lake();
  const table = dynamodb.Table.fromTableName(stack, 'T', 't');
  expect(() => new QuietPeriod(stack, 'Quiet', { workflow: pipeline.workflow, table, bucket: inbox(stack), longestWait: Duration.seconds(1) }))
    .toThrow('Shop/Quiet: longestWait: got 1 second; give between the quiet period (5 minutes) and 1000 times that');
});
