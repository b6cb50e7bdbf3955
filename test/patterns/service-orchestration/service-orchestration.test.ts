import {
  App, aws_dynamodb as dynamodb, aws_ec2 as ec2, aws_ecs as ecs, aws_events as events, aws_kms as kms, aws_lambda as lambda, aws_sqs as sqs,
  aws_stepfunctions as sfn, Duration, SecretValue, Stack, Validations,
} from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { call } from './fixture';
import { logicalIds, nagFindings } from '../../workflow/triggers/fixture';
import {
  FailureMode, Fallback, IdempotencyKey, RetryAfter, RetryPolicy, ServiceCall, ServiceOrchestration, ServiceOrchestrationProps, Step, Trigger,
  TriggerInvocation, WaitFor, Workflow,
} from 'cdk-stepwise';

function trip(props: (of: Stack) => Partial<ServiceOrchestrationProps> = () => ({})): { stack: Stack; orchestration: ServiceOrchestration } {
  const stack = new Stack(new App(), 'Shop', { env: { account: '111122223333', region: 'eu-central-1' } });
  const given = props(stack);
  const orchestration = new ServiceOrchestration(stack, 'Trip', { calls: given.calls ?? [call(stack, 'Flights')], ...given });
  return { stack, orchestration };
}

/** The statements of the workflow's own role, as `actions on resources if conditions`. */
function statements(stack: Stack): any[] {
  const policies = Object.entries(Template.fromStack(stack).findResources('AWS::IAM::Policy'));
  return policies.filter(([id]) => id.startsWith('TripWorkflow')).flatMap(([, { Properties }]) => Properties.PolicyDocument.Statement);
}

function statement(stack: Stack, action: string): any {
  return statements(stack).find(({ Action }) => [Action].flat().includes(action));
}

const guardAll = (of: Stack, step = call(of, 'Flights')) => ServiceCall.guard(step, {
  bulkhead: { maxConcurrency: 3 }, circuitBreaker: {}, fallback: Fallback.toLastGoodAnswer({ key: '{% $states.input.city %}' }),
});

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

describe('wrong props', () => {
  const guards = (of: Stack, given: any, step = call(of, 'Flights')): Partial<ServiceOrchestrationProps> => ({ calls: [ServiceCall.guard(step, given)] });

  test.each<[string, (of: Stack) => Partial<ServiceOrchestrationProps>, string]>([
    ['no calls', () => ({ calls: [] }), 'Shop/Trip: calls: got an empty list; give at least one call'],
    ['two calls of one name', (of) => ({ calls: [call(of, 'A'), Step.of(new sfn.Pass(of, 'P'), { name: 'A' })] }), "Shop/Trip: calls: got ['A']; give each call a name of its own"],
    ['a wrong call', (of) => ({ calls: [call(of, 'A', { timeout: Duration.seconds(0) })] }), "step 'A': timeout: got 0 seconds"],
    ['a compensation with partial results', (of) => ({ calls: [call(of, 'A', { compensation: call(of, 'B') })] }),
      "call 'A': compensation: got 'B'; only FailureMode.ALL_OR_NOTHING undoes"],
    ['a parking queue with partial results', (of) => ({ parkingQueue: new sqs.Queue(of, 'Q') }), 'parkingQueue: got Shop/Q; only FailureMode.ALL_OR_NOTHING undoes'],
    ['a compensation retry with partial results', () => ({ compensationRetry: RetryPolicy.none() }), 'compensationRetry: got'],
    ['a required call that is none', () => ({ requiredCalls: ['Hotels'] }), "requiredCalls: got 'Hotels'; name one of Flights"],
    ['required calls with all or nothing', () => ({ failureMode: FailureMode.ALL_OR_NOTHING, requiredCalls: ['Flights'] }), "requiredCalls: got ['Flights']; take it out"],
    ['statuses with all or nothing', () => ({ failureMode: FailureMode.ALL_OR_NOTHING, statusCodes: { partial: 200 } }), 'statusCodes: got {"partial":200}; take it out'],
    ['a status of a redirect to nowhere', () => ({ statusCodes: { partial: 99 } }), 'statusCodes.partial: got 99; give a status from 200 to 599'],
    ['half a second', () => ({ callTimeout: Duration.millis(500) }), 'callTimeout: got 500 millis; give whole seconds from 1 to 300'],
    ['a wrong retry', () => ({ callRetry: RetryPolicy.on([]) }), 'callRetry: got an empty list; name at least one error'],
    ['a key that is no expression', () => ({ idempotencyKey: 'id' }), "idempotencyKey: got 'id'; give a JSONata expression in {% %}"],
    ['a key for a table given', (of) => ({ table: dynamodb.Table.fromTableName(of, 'T', 't'), tableEncryptionKey: new kms.Key(of, 'K') }),
      'tableEncryptionKey: got Shop/K; take it out: the table given has its own'],
    ['an Express workflow that waits', (of) => ({ workflowType: sfn.StateMachineType.EXPRESS, calls: [call(of, 'A', { wait: WaitFor.CALLBACK })] }),
      "step 'A': wait: got 'CALLBACK'; an Express workflow cannot wait for a callback"],
    ['no permits', (of) => guards(of, { bulkhead: { maxConcurrency: 0 } }), "call 'Flights': bulkhead.maxConcurrency: got 0; give a whole number from 1 to 100"],
    ['a bulkhead without a name', (of) => guards(of, { bulkhead: { maxConcurrency: 1, name: '' } }), "bulkhead.name: got ''; give a name, or leave it out"],
    ['a wait of half a second', (of) => guards(of, { bulkhead: { maxConcurrency: 1, maxWait: Duration.millis(500) } }), 'bulkhead.maxWait: got 500 millis'],
    ['a lease of nothing', (of) => guards(of, { bulkhead: { maxConcurrency: 1, lease: Duration.seconds(0) } }), 'bulkhead.lease: got 0 seconds'],
    ['a lease that ends before the call', (of) => guards(of, { bulkhead: { maxConcurrency: 1, lease: Duration.seconds(17) } }),
      "call 'Flights': bulkhead.lease: got 17 seconds; the call may take 18 seconds with its retries"],
    ['a probe that is given up before it ends', (of) => guards(of, { circuitBreaker: { probeLease: Duration.seconds(1) } }),
      "call 'Flights': circuitBreaker.probeLease: got 1 second; the call may take 18 seconds"],
    ['half a failure', (of) => guards(of, { circuitBreaker: { failureThreshold: 0.5 } }), 'circuitBreaker.failureThreshold: got 0.5'],
    ['no window', (of) => guards(of, { circuitBreaker: { window: Duration.seconds(0) } }), 'circuitBreaker.window: got 0 seconds'],
    ['no cool-down', (of) => guards(of, { circuitBreaker: { coolDown: Duration.seconds(0) } }), 'circuitBreaker.coolDown: got 0 seconds'],
    ['a circuit that never opens', (of) => guards(of, { circuitBreaker: { ignoredErrors: ['States.ALL'] } }), "circuitBreaker.ignoredErrors: got ['States.ALL']"],
    ['a circuit without a name', (of) => guards(of, { circuitBreaker: { name: '' } }), "circuitBreaker.name: got ''"],
    ['no guards', (of) => guards(of, {}), "call 'Flights': guards: got {}; give at least one"],
    ['a guarded group', (of) => guards(of, { circuitBreaker: {} }, Step.parallel('G', [call(of, 'A')])), "call 'G': step: got 'G'; guard the calls of the group"],
    ['a call guarded twice', (of) => guards(of, { circuitBreaker: {} }, guardAll(of)), "call 'Flights': step: got 'Flights'; it is guarded already"],
    ['a bulkhead in a race', (of) => ({ calls: [ServiceCall.firstSuccess('R', [guardAll(of), call(of, 'B')])] }),
      'a call that loses a race is stopped and gives no permit back: put the bulkhead around the race'],
    ['a bulkhead in what a racer falls back to, on a condition', (of) => ({
      calls: [ServiceCall.firstSuccess('R', [ServiceCall.guard(call(of, 'A'), { fallback: Fallback.toCall(Step.when('{% true %}', guardAll(of))) }), call(of, 'B')])],
    }), "call 'Flights': bulkhead: got"],
    ['a wait that stands nowhere', (of) => guards(of, { retryAfter: RetryAfter.inCause('a"b') }), "retryAfter: got 'a\"b'; name a member of the cause"],
    ['waits at no status', (of) => guards(of, { retryAfter: RetryAfter.inCause('a', { statuses: [] }) }), 'retryAfter.statuses: got an empty list; name at least one status or error'],
    ['waits at a status of success', (of) => guards(of, { retryAfter: RetryAfter.inCause('a', { statuses: ['200'] }) }), "retryAfter.statuses: got '200'"],
    ['waits at all errors', (of) => guards(of, { retryAfter: RetryAfter.inCause('a', { errors: ['States.ALL'] }) }), "retryAfter.errors: got ['States.ALL']"],
    ['waits never', (of) => guards(of, { retryAfter: RetryAfter.inCause('a', { maxAttempts: 0 }) }), 'retryAfter.maxAttempts: got 0'],
    ['waits for nothing', (of) => guards(of, { retryAfter: RetryAfter.inCause('a', { maxWait: Duration.seconds(0) }) }), 'retryAfter.maxWait: got 0 seconds'],
    ['waits without an interval', (of) => guards(of, { retryAfter: RetryAfter.inCause('a', { interval: Duration.seconds(0) }) }), 'retryAfter.interval: got 0 seconds'],
    ['a header of a function', (of) => guards(of, { idempotencyKey: IdempotencyKey.inHeader() }), "idempotencyKey: got 'lambda:invoke'; only a call of Step.callHttp has headers"],
    ['an execution name of a function', (of) => guards(of, { idempotencyKey: IdempotencyKey.asExecutionName() }), 'only a call of Step.startWorkflow has an execution name'],
    ['a field of an HTTP call', (of) => guards(of, { idempotencyKey: IdempotencyKey.inField('k') }, Step.callHttp(
      events.Connection.fromConnectionAttributes(of, 'C', { connectionName: 'c', connectionArn: 'arn:aws:events:eu-central-1:111122223333:connection/c/1', connectionSecretArn: 'arn:aws:secretsmanager:eu-central-1:111122223333:secret:s' }),
      { url: 'https://a.example.com' })), "idempotencyKey: got 'http:invoke'; give IdempotencyKey.inHeader for HTTP"],
    ['a key of several states', (of) => guards(of, { idempotencyKey: IdempotencyKey.inField('k') }, Step.of(new sfn.Pass(of, 'P'))), "idempotencyKey: got 'a step of several states'"],
    ['a field that is none', (of) => guards(of, { idempotencyKey: IdempotencyKey.inField("a'b") }), "IdempotencyKey.inField names 'a'b': give letters, digits, - and _"],
    ['a fallback to a group', (of) => guards(of, { fallback: Fallback.toCall(Step.parallel('G', [call(of, 'A')])) }), "fallback: got 'G'; give one call, not a group"],
    ['a fallback that is undone', (of) => guards(of, { fallback: Fallback.toCall(call(of, 'A', { compensation: call(of, 'B') })) }), "fallback: got 'A'; put the compensation on the call"],
    ['a wrong fallback', (of) => guards(of, { fallback: Fallback.toCall(call(of, 'A', { timeout: Duration.seconds(0) })) }), "fallback: step 'A': timeout: got 0 seconds"],
    ['a fallback after a value', (of) => guards(of, { fallback: Fallback.toValue(1).orElse(Fallback.toCall(call(of, 'A'))) }), "fallback: got 'a value'; put the value last"],
    ['two last answers', (of) => guards(of, { fallback: Fallback.toLastGoodAnswer({ key: '{% 1 %}' }).orElse(Fallback.toLastGoodAnswer({ key: '{% 2 %}' })) }),
      "fallback: got 'two last good answers'; give one"],
    ['an expression in a list', (of) => guards(of, { fallback: Fallback.toValue(['{% 1 %}']) }), "fallback: got ['{% 1 %}']; a list in it holds an expression"],
    ['a key of answers that is no expression', (of) => guards(of, { fallback: Fallback.toLastGoodAnswer({ key: 'city' }) }), "fallback.key: got 'city'"],
    ['answers of no age', (of) => guards(of, { fallback: Fallback.toLastGoodAnswer({ key: '{% 1 %}', maxAge: Duration.seconds(0) }) }), 'fallback.maxAge: got 0 seconds'],
    ['a race of one', (of) => ({ calls: [ServiceCall.firstSuccess('R', [call(of, 'A')])] }), "call 'R': calls: got ['A']; give at least two calls"],
    ['a race of groups', (of) => ({ calls: [ServiceCall.firstSuccess('R', [call(of, 'A'), Step.parallel('G', [call(of, 'B')])])] }), "call 'R': calls: got 'G'; give calls, not a group"],
    ['a race that is undone', (of) => ({ calls: [ServiceCall.firstSuccess('R', [call(of, 'A'), call(of, 'B', { compensation: call(of, 'C') })])] }),
      "call 'R': calls: got 'B'; a call that may be given up midway cannot be undone"],
    ['a race that starts in half seconds', (of) => ({ calls: [ServiceCall.firstSuccess('R', [call(of, 'A'), call(of, 'B')], { hedgeAfter: Duration.millis(500) })] }), 'hedgeAfter: got 500 millis'],
    ['a fan-out over a path', (of) => ({ calls: [ServiceCall.forEach('F', call(of, 'A'), { items: '$.list' })] }), "call 'F': items: got '$.list'; give a JSONata expression"],
    ['a fan-out of 41', (of) => ({ calls: [ServiceCall.forEach('F', call(of, 'A'), { items: '{% [] %}', maxConcurrency: 41 })] }), 'maxConcurrency: got 41; give a whole number from 1 to 40'],
    ['a fan-out that tolerates less than nothing', (of) => ({ calls: [ServiceCall.forEach('F', call(of, 'A'), { items: '{% [] %}', toleratedFailures: -1 })] }), 'toleratedFailures: got -1'],
    ['a fan-out of groups', (of) => ({ calls: [ServiceCall.forEach('F', Step.parallel('G', [call(of, 'A')]), { items: '{% [] %}' })] }), "call 'F': step: got 'G'; give one call"],
    ['a fan-out that is undone', (of) => ({ calls: [ServiceCall.forEach('F', call(of, 'A', { compensation: call(of, 'B') }), { items: '{% [] %}' })] }), "call 'F': step: got 'A'; nothing undoes single items"],
    ['a fan-out named as its call', (of) => ({ calls: [ServiceCall.forEach('A', call(of, 'A'), { items: '{% [] %}' })] }), "call 'A': name: got 'A'; give another name"],
    ['names that grow too long', (of) => ({ calls: [guardAll(of, call(of, 'A', { name: 'x'.repeat(75) }))] }), 'give 1 to 80 characters'],
  ])('%s', (_, props, message) => {
    expect(() => trip(props)).toThrow(message);
  });

  test('guards outside of an orchestration', () => {
    const stack = new Stack(new App(), 'Shop');
    expect(() => new Workflow(stack, 'Flow', { steps: [ServiceCall.guard(call(stack, 'A'), { circuitBreaker: {} })] }))
      .toThrow("call 'A': guards run in a ServiceOrchestration: give it to the calls of one");
  });

  test('all that is wrong is told at once', () => {
    expect(() => trip(() => ({ requiredCalls: ['X'], idempotencyKey: 'id', statusCodes: { failed: 1 } })))
      .toThrow(/Shop\/Trip: 3 problems\n.*idempotencyKey.*\n.*requiredCalls.*\n.*statusCodes\.failed/);
  });
});
