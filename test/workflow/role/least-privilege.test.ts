import {
  App, aws_athena as athena, aws_ec2 as ec2, aws_ecs as ecs, aws_events as events, aws_kms as kms, aws_s3 as s3, aws_stepfunctions as sfn,
  aws_stepfunctions_tasks as tasks, SecretValue, Stack,
} from 'aws-cdk-lib';
import { RECOMMENDED_FLAGS } from './recommended-flags';
import { Workflow } from '../../../src';
import { ACCOUNT, allStatements, newFunction, newStack, REGION } from '../fixture';

/** One line a statement: `actions on resources [if conditions]`, references in angle brackets. */
function lines(stack: Stack, workflow: Workflow): string[] {
  return allStatements(stack, workflow).map(({ Action: actions, Resource: resources, Condition: condition }) =>
    `${actions.join(' ')} on ${[resources].flat().map(flat).join(' ')}${condition === undefined ? '' : ` if ${JSON.stringify(condition, (_, value) => flat(value))}`}`);
}

function flat(value: any): any {
  if (value?.Ref !== undefined) return value.Ref === 'AWS::Partition' ? 'aws' : `<${value.Ref}>`;
  if (value?.['Fn::GetAtt'] !== undefined) return `<${value['Fn::GetAtt'].join('.')}>`;
  return value?.['Fn::Join'] === undefined ? value : value['Fn::Join'][1].map(flat).join(value['Fn::Join'][0]);
}

const RUN_JOB = { integrationPattern: sfn.IntegrationPattern.RUN_JOB };

describe.each([['without feature flags', {}], ['with the recommended feature flags', RECOMMENDED_FLAGS]])('the role of a workflow, %s', (_, context) => {
  const stackOf = () => new Stack(new App({ context }), 'Shop', { env: { account: ACCOUNT, region: REGION } });
  const withoutOwn = (all: string[]) => all.filter((line) => !/^(logs|xray):/.test(line));

  test('an SDK call has the action that IAM knows, on what it names', () => {
    // GIVEN
    const stack = stackOf();
    const bucket = new s3.Bucket(stack, 'Files');

    // WHEN
    const workflow = new Workflow(stack, 'Orders', {
      definition: tasks.CallAwsService.jsonata(stack, 'List', {
        service: 's3', action: 'listObjectsV2', parameters: { Bucket: bucket.bucketName, Prefix: 'in/' }, iamResources: ['*'],
      }),
    });

    // THEN
    expect(withoutOwn(lines(stack, workflow))).toEqual(['s3:ListBucket on <Files8E6940B8.Arn> if {"StringLike":{"s3:prefix":"in/"}}']);
  });

  test('a query writes below its location only, and can be stopped', () => {
    // GIVEN
    const stack = stackOf();
    const bucket = new s3.Bucket(stack, 'Results');

    // WHEN
    const workflow = new Workflow(stack, 'Orders', {
      definition: tasks.AthenaStartQueryExecution.jsonata(stack, 'Query', {
        queryString: 'SELECT 1', workGroup: 'w', resultConfiguration: { outputLocation: { bucketName: bucket.bucketName, objectKey: 'daily' } }, ...RUN_JOB,
      }),
    });

    // THEN
    const all = lines(stack, workflow);
    expect(all).toContain('s3:AbortMultipartUpload s3:GetObject s3:ListMultipartUploadParts s3:PutObject on <Results25575328.Arn>/daily/*');
    expect(all).toContain(`athena:GetQueryExecution athena:StartQueryExecution athena:StopQueryExecution on arn:aws:athena:${REGION}:${ACCOUNT}:workgroup/w`);
    expect(all.filter((line) => /^s3:.* on \*/.test(line))).toEqual([]);
  });

  test('a query of a work group in the stack writes where the group says', () => {
    // GIVEN
    const stack = stackOf();
    new athena.CfnWorkGroup(stack, 'Group', {
      name: 'reports', workGroupConfiguration: { resultConfiguration: { outputLocation: 's3://results/reports/' } },
    });

    // WHEN
    const workflow = new Workflow(stack, 'Orders', {
      definition: tasks.AthenaStartQueryExecution.jsonata(stack, 'Query', { queryString: 'SELECT 1', workGroup: 'reports' }),
    });

    // THEN
    expect(lines(stack, workflow)).toContain('s3:AbortMultipartUpload s3:GetObject s3:ListMultipartUploadParts s3:PutObject on arn:aws:s3:::results/reports/*');
  });

  test('a task runs in its cluster only, with its own roles', () => {
    // GIVEN
    const stack = stackOf();
    const cluster = new ecs.Cluster(stack, 'Cluster', { vpc: new ec2.Vpc(stack, 'Vpc') });
    const taskDefinition = new ecs.FargateTaskDefinition(stack, 'Resize', { family: 'resize' });
    taskDefinition.addContainer('Main', { image: ecs.ContainerImage.fromRegistry('resize') });

    // WHEN
    const workflow = new Workflow(stack, 'Orders', {
      definition: tasks.EcsRunTask.jsonata(stack, 'Run', { cluster, taskDefinition, launchTarget: new tasks.EcsFargateLaunchTarget(), ...RUN_JOB }),
    });

    // THEN
    const inCluster = 'if {"ArnEquals":{"ecs:cluster":"<ClusterEB0386A7.Arn>"}}';
    expect(withoutOwn(lines(stack, workflow)).filter((line) => !line.startsWith('events:'))).toEqual([
      `ecs:DescribeTasks ecs:StopTask on arn:aws:ecs:${REGION}:${ACCOUNT}:task/<ClusterEB0386A7>/* ${inCluster}`,
      `ecs:RunTask on arn:aws:ecs:${REGION}:${ACCOUNT}:task-definition/resize:* ${inCluster}`,
      'iam:PassRole on <ResizeTaskRole38542295.Arn> if {"StringEquals":{"iam:PassedToService":"ecs-tasks.amazonaws.com"}}',
    ]);
  });

  test('executions of the child alone are followed, not those of its namesakes', () => {
    // GIVEN
    const stack = stackOf();
    const child = new sfn.StateMachine(stack, 'Child', { definitionBody: sfn.DefinitionBody.fromChainable(new sfn.Pass(stack, 'Nothing')) });

    // WHEN
    const workflow = new Workflow(stack, 'Orders', {
      definition: tasks.StepFunctionsStartExecution.jsonata(stack, 'Start', { stateMachine: child, ...RUN_JOB }),
    });

    // THEN
    expect(lines(stack, workflow)).toContain(
      `states:DescribeExecution states:StopExecution on arn:aws:states:${REGION}:${ACCOUNT}:execution:<ChildDAB30558.Name>:*`);
  });

  test('a map run reads its key, writes its prefix and uses the key of their bucket, also when nested', () => {
    // GIVEN
    const stack = stackOf();
    const bucket = new s3.Bucket(stack, 'Files', { encryptionKey: new kms.Key(stack, 'Key') });
    const inner = sfn.DistributedMap.jsonata(stack, 'Inner', {
      label: 'Inner', itemReader: new sfn.S3CsvItemReader({ bucket, key: 'in/rows.csv', csvHeaders: sfn.CsvHeaders.useFirstRow() }),
    }).itemProcessor(sfn.Pass.jsonata(stack, 'Row'));
    const outer = sfn.Map.jsonata(stack, 'Outer', { items: sfn.ProvideItems.jsonArray([1]) }).itemProcessor(inner);

    // WHEN
    const workflow = new Workflow(stack, 'Orders', { definition: outer });

    // THEN
    const all = lines(stack, workflow);
    expect(all).toContain('s3:GetObject on <Files8E6940B8.Arn>/in/rows.csv');
    expect(all).toContain('kms:Decrypt on <Key961B73FD.Arn>');
    expect(all.filter((line) => line.startsWith('states:RedriveExecution'))).toEqual([
      expect.stringMatching(/execution:<Orders\w+\.Name>\/Inner:\*$/),
    ]);
  });

  test('an HTTP call names its endpoint, its connection and the secret of the connection', () => {
    // GIVEN
    const stack = stackOf();
    const connection = new events.Connection(stack, 'Pay', { authorization: events.Authorization.basic('shop', SecretValue.unsafePlainText('x')) });

    // WHEN
    const workflow = new Workflow(stack, 'Orders', {
      definition: tasks.HttpInvoke.jsonata(stack, 'Call', {
        apiRoot: 'https://api.example.com', apiEndpoint: sfn.TaskInput.fromText('v1/charges'), connection, method: sfn.TaskInput.fromText('POST'),
      }),
    });

    // THEN
    const [retrieve, secret, invoke] = withoutOwn(lines(stack, workflow));
    expect(retrieve).toMatch(/^events:RetrieveConnectionCredentials on <PayConnection\w+\.Arn>$/);
    expect(secret).toMatch(/^secretsmanager:DescribeSecret secretsmanager:GetSecretValue on <PayConnection\w+\.SecretArn>$/);
    expect(invoke).toBe('states:InvokeHTTPEndpoint on * '
      + 'if {"StringLike":{"states:HTTPEndpoint":"https://api.example.com/v1/charges"},"StringEquals":{"states:HTTPMethod":"POST"}}');
  });
});

describe('definitions that are no chain', () => {
  const call = { Type: 'Task', Resource: 'arn:aws:states:::lambda:invoke', Parameters: { FunctionName: 'charge' }, End: true };

  test.each([
    ['text', () => ({ definitionBody: sfn.DefinitionBody.fromString(JSON.stringify({ StartAt: 'Call', States: { Call: call } })) })],
    ['a custom state', (stack: Stack) => ({ definition: new sfn.CustomState(stack, 'Call', { stateJson: call }), queryLanguage: sfn.QueryLanguage.JSON_PATH })],
  ])('%s gets the same role', (_, props) => {
    // GIVEN
    const stack = newStack();

    // WHEN
    const workflow = new Workflow(stack, 'Orders', props(stack));

    // THEN
    expect(lines(stack, workflow)[0]).toBe(`lambda:InvokeFunction on arn:aws:lambda:${REGION}:${ACCOUNT}:function:charge`);
  });

  test('text that holds the ARN of a function of the stack leads to that function', () => {
    // GIVEN
    const stack = newStack();
    const fn = newFunction(stack, 'Charge');
    const asl = { StartAt: 'Call', States: { Call: { Type: 'Task', Resource: fn.functionArn, End: true } } };

    // WHEN
    const workflow = new Workflow(stack, 'Orders', { definitionBody: sfn.DefinitionBody.fromString(JSON.stringify(asl)) });

    // THEN
    expect(lines(stack, workflow)[0]).toMatch(/^lambda:InvokeFunction on <Charge\w+\.Arn>$/);
  });
});
