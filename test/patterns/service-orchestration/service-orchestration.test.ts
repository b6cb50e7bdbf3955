import {
  App, aws_dynamodb as dynamodb, aws_ec2 as ec2, aws_ecs as ecs, aws_events as events, aws_kms as kms, aws_lambda as lambda, aws_sqs as sqs,
  aws_stepfunctions as sfn, Duration, SecretValue, Stack, Validations,
} from 'aws-cdk-lib';
import { Annotations, Match, Template } from 'aws-cdk-lib/assertions';
import { call, guardAll, trip } from './fixture';
import { logicalIds, nagFindings } from '../../workflow/triggers/fixture';
import {
  FailureMode, Fallback, IdempotencyKey, ServiceCall, ServiceOrchestrationProps, Step, Trigger,
  TriggerInvocation, WaitFor, Workflow,
} from 'cdk-stepwise';

/** The statements of the workflow's own role. */
function statements(stack: Stack): any[] {
  const policies = Object.entries(Template.fromStack(stack).findResources('AWS::IAM::Policy'));
  return policies.filter(([id]) => id.startsWith('TripWorkflow')).flatMap(([, { Properties }]) => Properties.PolicyDocument.Statement);
}

function statement(stack: Stack, action: string): any {
  return statements(stack).find(({ Action }) => [Action].flat().includes(action));
}

describe('the shape', () => {
  const machineOf = (stack: Stack) => Object.values(Template.fromStack(stack).findResources('AWS::StepFunctions::StateMachine'))[0].Properties;

  test('is Express behind an API that answers with the output and its status, a second before API Gateway gives up', () => {
    const { stack, orchestration } = trip();
    expect(machineOf(stack).StateMachineType).toBe('EXPRESS');
    expect(JSON.stringify(machineOf(stack).DefinitionString)).toContain('\\"TimeoutSeconds\\":28');
    expect(orchestration.api!.summary).toBe('POST /, answered with the output');
    Template.fromStack(stack).hasResourceProperties('AWS::ApiGateway::Method', {
      AuthorizationType: 'AWS_IAM',
      Integration: {
        Uri: { 'Fn::Join': ['', Match.arrayWith([':apigateway:eu-central-1:states:action/StartSyncExecution'])] },
        IntegrationResponses: Match.arrayWith([Match.objectLike({ ResponseTemplates: { 'application/json': Match.stringLikeRegexp('output.statusCode') } })]),
      },
    });
  });

  const warningsOf = (props: (of: Stack) => Partial<ServiceOrchestrationProps>) => Annotations.fromStack(trip(props).stack)
    .findWarning('*', Match.stringLikeRegexp('made one after the other')).map(({ entry }) => entry.data);

  test('warns of calls one after the other that may outlive it together, and of none beside each other', () => {
    expect(warningsOf((of) => ({ callTimeout: Duration.seconds(12), calls: [call(of, 'A'), Step.parallel('G', [call(of, 'B'), call(of, 'C')])] })))
      .toEqual([expect.stringContaining('may take 30 seconds with all retries, waits and fallbacks, and the workflow ends after 28')]);
    expect(warningsOf((of) => ({ callTimeout: Duration.seconds(12), calls: [Step.parallel('G', [call(of, 'A'), call(of, 'B')])] }))).toEqual([]);
    expect(warningsOf((of) => ({ callTimeout: Duration.seconds(12), timeout: Duration.seconds(30), triggers: [], calls: [call(of, 'A'), call(of, 'B')] }))).toEqual([]);
  });

  test.each<[string, (of: Stack) => Step]>([
    ['waits for a job', (of) => Step.startWorkflow(Workflow.fromWorkflowName(of, 'Long', 'long'))],
    ['waits for a callback', (of) => call(of, 'Approve', { wait: WaitFor.CALLBACK })],
    ['may fall back to one that waits', (of) => ServiceCall.guard(call(of, 'Quick'), { fallback: Fallback.toCall(call(of, 'Slow', { wait: WaitFor.CALLBACK })) })],
    ['races one that waits', (of) => ServiceCall.firstSuccess('Race', [call(of, 'A'), call(of, 'B', { wait: WaitFor.CALLBACK })])],
    ['waits for each item', (of) => ServiceCall.forEach('All', call(of, 'One', { wait: WaitFor.CALLBACK }), { items: '{% $states.input.list %}' })],
  ])('is Standard where a call %s: the API answers with the execution', (_, step) => {
    const { stack, orchestration } = trip((of) => ({ calls: [step(of)] }));
    expect(machineOf(stack).StateMachineType).toBe('STANDARD');
    expect(orchestration.api!.summary).toBe('POST /');
  });

  test('has the triggers given in place of the API, or beside one that is asked for', () => {
    const queue = () => Trigger.queue({
      queue: sqs.Queue.fromQueueArn(new Stack(), 'Q', 'arn:aws:sqs:eu-central-1:111122223333:q'), invocation: TriggerInvocation.SYNCHRONOUS,
    });
    expect(trip(() => ({ triggers: [queue()] })).orchestration.api).toBeUndefined();
    expect(trip(() => ({ triggers: [queue()], api: { path: 'trips' } })).orchestration.api!.summary).toBe('POST /trips, answered with the output');
    expect(trip(() => ({ triggers: [] })).orchestration.api).toBeUndefined();
  });

  test('may be an API that does not wait', () => {
    const { stack, orchestration } = trip(() => ({ api: { invocation: TriggerInvocation.ASYNCHRONOUS } }));
    expect(machineOf(stack).StateMachineType).toBe('EXPRESS');
    expect(orchestration.api!.summary).toBe('POST /');
  });

  test('has no table where nothing is shared, one where something is, and the one given', () => {
    expect(trip().orchestration.table).toBeUndefined();
    expect(trip((of) => ({ calls: [guardAll(of)] })).orchestration.table).toBeDefined();
    const { stack, orchestration } = trip((of) => ({ calls: [guardAll(of)], table: dynamodb.Table.fromTableName(of, 'Mine', 'mine') }));
    expect(orchestration.table!.tableName).toBe('mine');
    Template.fromStack(stack).resourceCountIs('AWS::DynamoDB::Table', 0);
  });

  test('keeps what is shared on demand, with an expiry, under the key given', () => {
    const { stack } = trip((of) => ({ calls: [guardAll(of)], tableEncryptionKey: new kms.Key(of, 'Key') }));
    Template.fromStack(stack).hasResource('AWS::DynamoDB::Table', {
      Properties: {
        KeySchema: [{ AttributeName: 'pk', KeyType: 'HASH' }, { AttributeName: 'sk', KeyType: 'RANGE' }],
        BillingMode: 'PAY_PER_REQUEST',
        TimeToLiveSpecification: { AttributeName: 'expiresAt', Enabled: true },
        SSESpecification: { SSEEnabled: true, SSEType: 'KMS', KMSMasterKeyId: Match.anyValue() },
      },
      DeletionPolicy: 'Delete',
    });
    expect(statement(stack, 'kms:Decrypt')).toBeDefined();
  });
});

describe('the role may do what the calls do and no more', () => {
  test.each<[string, events.Authorization]>([
    ['basic', events.Authorization.basic('user', SecretValue.secretsManager('secret'))],
    ['an API key', events.Authorization.apiKey('x-api-key', SecretValue.secretsManager('secret'))],
    ['OAuth', events.Authorization.oauth({
      authorizationEndpoint: 'https://auth.example.com/token', clientId: 'id', clientSecret: SecretValue.secretsManager('secret'), httpMethod: events.HttpMethod.POST,
    })],
  ])('HTTP with %s: the endpoint and method, and the credentials of the connection', (_, authorization) => {
    // GIVEN
    const { stack } = trip((of) => ({ calls: [Step.callHttp(new events.Connection(of, 'Airline', { authorization }), { url: 'https://api.example.com/flights', method: 'GET' })] }));
    // THEN
    const connection = Object.keys(Template.fromStack(stack).findResources('AWS::Events::Connection'))[0];
    expect(statement(stack, 'states:InvokeHTTPEndpoint').Condition).toEqual({
      StringLike: { 'states:HTTPEndpoint': 'https://api.example.com/flights' }, StringEquals: { 'states:HTTPMethod': 'GET' },
    });
    expect(statement(stack, 'events:RetrieveConnectionCredentials').Resource).toEqual({ 'Fn::GetAtt': [connection, 'Arn'] });
    expect(statement(stack, 'secretsmanager:GetSecretValue').Resource).toEqual({ 'Fn::GetAtt': [connection, 'SecretArn'] });
  });

  test('HTTP through a private connection: the same, as the connection is what reaches into the VPC', () => {
    // GIVEN
    const { stack } = trip((of) => {
      const connection = new events.CfnConnection(of, 'Private', {
        authorizationType: 'API_KEY',
        authParameters: { apiKeyAuthParameters: { apiKeyName: 'k', apiKeyValue: '{{resolve:secretsmanager:secret}}' } },
        invocationConnectivityParameters: {
          resourceParameters: { resourceConfigurationArn: 'arn:aws:vpc-lattice:eu-central-1:111122223333:resourceconfiguration/rcfg-0123456789abcdef0' },
        },
      });
      const imported = events.Connection.fromConnectionAttributes(of, 'Imported', {
        connectionName: connection.ref, connectionArn: connection.attrArn, connectionSecretArn: connection.attrSecretArn,
      });
      return { calls: [Step.callHttp(imported, { url: 'https://inventory.internal.example.com/' })] };
    });
    // THEN
    expect(statement(stack, 'events:RetrieveConnectionCredentials').Resource).toEqual({ 'Fn::GetAtt': ['Private', 'Arn'] });
    expect(statement(stack, 'secretsmanager:GetSecretValue').Resource).toEqual({ 'Fn::GetAtt': ['Private', 'SecretArn'] });
  });

  test('a function, a nested workflow, an ECS task and an action of AWS', () => {
    // GIVEN
    const { stack, orchestration } = trip((of) => {
      const cluster = new ecs.Cluster(of, 'Cluster', { vpc: new ec2.Vpc(of, 'Vpc') });
      const task = new ecs.FargateTaskDefinition(of, 'Task');
      task.addContainer('main', { image: ecs.ContainerImage.fromRegistry('x') });
      return {
        calls: [
          Step.invoke(new lambda.Function(of, 'Fn', { runtime: lambda.Runtime.NODEJS_22_X, handler: 'index.handler', code: lambda.Code.fromInline('x') })),
          Step.callWorkflow(new Workflow(of, 'Nested', { steps: [call(of, 'Inner')], workflowType: sfn.StateMachineType.EXPRESS })),
          Step.runTask(task, { cluster, wait: WaitFor.RESPONSE }),
          Step.callService({ service: 'ssm', action: 'getParameter', arguments: { Name: '/rates' } }),
        ],
      };
    });
    // THEN
    expect(orchestration.workflow.workflowType).toBe(sfn.StateMachineType.EXPRESS);
    expect(statement(stack, 'lambda:InvokeFunction').Resource).toEqual({ 'Fn::GetAtt': [expect.stringMatching(/^Fn/), 'Arn'] });
    expect(statement(stack, 'states:StartSyncExecution').Resource).toEqual({ Ref: expect.stringMatching(/^NestedStateMachine/) });
    expect(statement(stack, 'ecs:RunTask')).toMatchObject({ Resource: { Ref: expect.stringMatching(/^Task/) }, Condition: { ArnEquals: { 'ecs:cluster': expect.anything() } } });
    expect(statement(stack, 'ssm:GetParameter').Resource).toEqual({ 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, ':ssm:eu-central-1:111122223333:parameter/rates']] });
  });

  test.each<[string, Parameters<typeof ServiceCall.guard>[1], string[]]>([
    ['a circuit', { circuitBreaker: {} }, ['dynamodb:GetItem', 'dynamodb:UpdateItem']],
    ['a bulkhead', { bulkhead: { maxConcurrency: 1 } }, ['dynamodb:DeleteItem', 'dynamodb:Query', 'dynamodb:UpdateItem']],
    ['a last good answer', { fallback: Fallback.toLastGoodAnswer({ key: '{% 1 %}' }) }, ['dynamodb:GetItem', 'dynamodb:PutItem']],
  ])('%s: its own actions on the one table', (_, guards, actions) => {
    const { stack, orchestration } = trip((of) => ({ calls: [ServiceCall.guard(call(of, 'Flights'), guards)] }));
    expect(statements(stack).filter(({ Action }) => [Action].flat().some((action) => action.startsWith('dynamodb:'))))
      .toEqual([{ Effect: 'Allow', Action: actions, Resource: stack.resolve(orchestration.table!.tableArn) }]);
  });
});

describe('an idempotency key', () => {
  const requestOf = (stack: Stack, state: string) => {
    const [machine] = Object.values(Template.fromStack(stack).findResources('AWS::StepFunctions::StateMachine')).filter(({ Properties }) => JSON.stringify(Properties).includes('Accept request'));
    const text = JSON.stringify(machine.Properties.DefinitionString);
    return text.slice(text.indexOf(`\\"${state}\\":{`));
  };
  const hash = (name: string) => `$hash($idempotencyKey & '/${name}'`;

  test.each<[string, string, (of: Stack) => Step, IdempotencyKey, string]>([
    ['as a header', 'Pay', (of) => Step.callHttp(new events.Connection(of, 'C', { authorization: events.Authorization.basic('u', SecretValue.secretsManager('s')) }),
      { name: 'Pay', url: 'https://pay.example.com/', headers: { 'X-Other': '1' } }), IdempotencyKey.inHeader(), '\\"X-Other\\":\\"1\\",\\"Idempotency-Key\\":\\"{% '],
    ['in a function\'s event', 'Pay', (of) => call(of, 'Pay'), IdempotencyKey.inField('key'), "$merge([($states.input), {'key': "],
    ['in a function\'s arguments', 'Pay', (of) => call(of, 'Pay', { arguments: { sum: 1 } }), IdempotencyKey.inField('key'), '\\"Payload\\":{\\"sum\\":1,\\"key\\":\\"{% '],
    ['in a request to AWS', 'Run', () => Step.callService({ name: 'Run', service: 'ecs', action: 'stopTask', arguments: { Cluster: 'c', Task: 't' } }),
      IdempotencyKey.inField('ClientToken'), '\\"ClientToken\\":\\"{% '],
    ['as an execution\'s name', 'Run', (of) => Step.startWorkflow(Workflow.fromWorkflowName(of, 'W', 'w'), { name: 'Run' }), IdempotencyKey.asExecutionName(), '\\"Name\\":\\"{% '],
  ])('goes %s', (_, name, step, idempotencyKey, before) => {
    const { stack } = trip((of) => ({ calls: [ServiceCall.guard(step(of), { idempotencyKey })] }));
    expect(requestOf(stack, name)).toContain(`${before}${hash(name)}`);
  });
});

test('with all or nothing, the calls are a saga with its parking queue', () => {
  const { stack, orchestration } = trip((of) => ({
    failureMode: FailureMode.ALL_OR_NOTHING, calls: [call(of, 'Pay', { compensation: call(of, 'Refund') }), call(of, 'Book')],
  }));
  expect(orchestration.saga).toBeDefined();
  Template.fromStack(stack).resourceCountIs('AWS::SQS::Queue', 1);
});

test('a longer timeout is kept where nobody waits at an API', () => {
  const { stack } = trip(() => ({ triggers: [] }));
  Template.fromStack(stack).hasResourceProperties('AWS::StepFunctions::StateMachine', { DefinitionString: Match.anyValue() });
  expect(JSON.stringify(Template.fromStack(stack).toJSON())).toContain('\\"TimeoutSeconds\\":300');
});

test('cdk-nag finds nothing', () => {
  const { stack, orchestration } = trip((of) => ({ calls: [guardAll(of)] }));
  Validations.of(orchestration).acknowledge({ id: 'AwsSolutions-APIG3', reason: 'callers sign their requests' });
  (stack.node.root as App).synth();
  expect(nagFindings(stack)).toEqual([]);
});

test('logical ids stay', () => {
  const { stack } = trip((of) => ({ failureMode: FailureMode.ALL_OR_NOTHING, calls: [guardAll(of)] }));
  const kept = Object.entries(logicalIds(Template.fromStack(stack), 'Trip')).filter(([, type]) => /::(Table|StateMachine|Queue|RestApi)$/.test(type));
  expect(Object.fromEntries(kept)).toEqual({
    TripRecordsTableDC1DAE9E: 'AWS::DynamoDB::Table',
    TripSagaParkingQueueF245D7E6: 'AWS::SQS::Queue',
    TripWorkflowStateMachineD610B8E8: 'AWS::StepFunctions::StateMachine',
    TripWorkflowTriggersApi0CA7B9F1: 'AWS::ApiGateway::RestApi',
  });
});
