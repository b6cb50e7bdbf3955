import * as path from 'node:path';
import { App, aws_dynamodb as dynamodb, aws_lambda as lambda, aws_stepfunctions as sfn, aws_stepfunctions_tasks as tasks, Duration, Stack } from 'aws-cdk-lib';
import { Mock, Simulator, startAsync } from '../../src/simulation';
import { ordersApp } from '../assembly/orders-app';

const CODE = path.join(__dirname, 'handlers/fixtures/orders');

function pass(stack: Stack, id: string) {
  return new sfn.StateMachine(stack, id, { definitionBody: sfn.DefinitionBody.fromChainable(new sfn.Pass(stack, `${id}Pass`, { result: sfn.Result.fromObject({ from: id }) })) });
}

/** A stack with one function, called by one machine. */
function callingStack(handler: string) {
  const stack = new Stack(new App(), 'Orders');
  const fn = new lambda.Function(stack, 'Fn', { runtime: lambda.Runtime.NODEJS_22_X, code: lambda.Code.fromAsset(CODE), handler, environment: { TABLE_NAME: 'orders' } });
  const machine = new sfn.StateMachine(stack, 'Machine', {
    definitionBody: sfn.DefinitionBody.fromChainable(new tasks.LambdaInvoke(stack, 'Call', { lambdaFunction: fn, payloadResponseOnly: false, outputPath: '$.Payload', retryOnServiceExceptions: false })),
  });
  return { stack, fn, machine };
}

describe('Simulator.fromStack', () => {
  test('runs the only state machine, its calls mocked by construct, logical id or ARN', () => {
    // GIVEN
    const { stack, charge, table } = ordersApp();
    const sim = Simulator.fromStack(stack);

    // WHEN
    sim.mockResource(charge, Mock.returns({ charged: true }))
      .mockResource('Check', Mock.returns({ ok: true }))
      .mockResource(table, Mock.returns({}))
      .mockResource('Messaging/Queue', Mock.returns({ MessageId: 'm' }));
    const run = sim.workflow().start({ input: { id: 1 } });

    // THEN
    expect(run.status).toBe('SUCCEEDED');
    expect(run.output).toEqual({ MessageId: 'm' });
    expect(run.path).toEqual(['CheckOrder', 'ChargePayment', 'Save', 'Tell']);
    expect(sim.unusedMocks).toEqual([]);
  });

  test('an event, a statement and a mock name the same thing', () => {
    // GIVEN
    const { stack, charge } = ordersApp();
    const sim = Simulator.fromStack(stack);
    const run = sim.mockService('lambda', 'invoke', Mock.returns({})).mockService('dynamodb', 'putItem', Mock.returns({})).mockService('sqs', 'sendMessage', Mock.returns({})).workflow().start();
    const arn = run.calls[1].request.FunctionName as string;

    // THEN
    expect(arn).toMatch(/^arn:aws:lambda:us-east-1:123456789012:function:Orders-Billing[0-9A-F]{8}-Charge[0-9A-F]{8}$/);
    expect(run.stateMachineArn).toMatch(/^arn:aws:states:us-east-1:123456789012:stateMachine:Orders-Machine/);
    expect(sim.mockResource(arn, Mock.fails('Declined')).workflow().start()).toMatchObject({ status: 'FAILED', errorName: 'Declined' });
    expect(sim.mockResource(charge, Mock.fails('Declined Too')).workflow().start()).toMatchObject({ errorName: 'Declined Too' });
  });

  test('chooses among machines by construct, by one around it, and refuses to guess', () => {
    // GIVEN
    const stack = new Stack(new App(), 'Orders');
    const [first] = [pass(stack, 'First'), pass(stack, 'Second')];
    const sim = Simulator.fromStack(stack);

    // THEN
    expect(sim.workflow(first).start().output).toEqual({ from: 'First' });
    expect(sim.workflow('Orders/Second').start().output).toEqual({ from: 'Second' });
    expect(() => sim.workflow()).toThrow(/^there are 2 workflows \('First[0-9A-F]{8}', 'Second[0-9A-F]{8}'\); say which one$/);
    expect(() => sim.workflow('Secnd')).toThrow(/^there is no state machine 'Secnd'; did you mean 'Second[0-9A-F]{8}'\?$/);
    expect(() => sim.workflow(42)).toThrow('got 42; give a construct, a logical id or an ARN');
  });

  test('machines of the stack that start each other really run', () => {
    // GIVEN
    const stack = new Stack(new App(), 'Orders');
    const child = pass(stack, 'Child');
    const parent = new sfn.StateMachine(stack, 'Parent', {
      definitionBody: sfn.DefinitionBody.fromChainable(new tasks.StepFunctionsStartExecution(stack, 'Start', {
        stateMachine: child, integrationPattern: sfn.IntegrationPattern.RUN_JOB, resultSelector: { 'output.$': '$.Output' },
      })),
    });

    // WHEN
    const run = Simulator.fromStack(stack).workflow(parent).start();

    // THEN
    expect(run.output).toEqual({ output: { from: 'Child' } });
    expect(run.childRuns).toHaveLength(1);
  });

  test('a resource that was imported is mocked by its ARN', () => {
    // GIVEN
    const stack = new Stack(new App(), 'Orders');
    const fn = lambda.Function.fromFunctionArn(stack, 'Fn', 'arn:aws:lambda:eu-west-1:111111111111:function:shared');
    new sfn.StateMachine(stack, 'Machine', { definitionBody: sfn.DefinitionBody.fromChainable(new tasks.LambdaInvoke(stack, 'Call', { lambdaFunction: fn })) });

    // WHEN
    const sim = Simulator.fromStack(stack).mockResource(fn, Mock.returns(7));

    // THEN
    expect(sim.workflow().start().output).toMatchObject({ Payload: 7 });
  });

  test('refuses a resource that the app does not have, and a stack without machines', () => {
    const { stack, messaging } = ordersApp();
    expect(() => Simulator.fromStack(stack).mockResource('Chek', Mock.returns(1))).toThrow(/^there is no resource 'Chek'; did you mean 'Check[0-9A-F]{8}'\?$/);
    expect(() => Simulator.fromStack(new Stack(new App(), 'Empty'))).toThrow("stack 'Empty' has no state machine to simulate");
    expect(() => Simulator.fromStack(messaging).workflow()).toThrow('there are 0 workflows (); say which one');
  });

  test('reads cdk.out folders and templates alike', () => {
    // GIVEN
    const app = new App();
    const stack = new Stack(app, 'Orders');
    pass(stack, 'Machine');
    const { directory } = app.synth();

    // THEN
    expect(Simulator.fromAssembly(directory).workflow('Orders/Machine').start().output).toEqual({ from: 'Machine' });
    expect(Simulator.fromTemplate(path.join(directory, 'Orders.template.json')).workflow().start().output).toEqual({ from: 'Machine' });
    expect(() => Simulator.fromAssembly(__dirname)).toThrow(`'${__dirname}' is no cloud assembly: it has no manifest.json; run 'cdk synth' and give its output folder (cdk.out)`);
  });

  test('what only a deployment knows is given by hand, or asked for', () => {
    // GIVEN
    const template = {
      Parameters: { Delay: { Type: 'Number' } },
      Resources: { Machine: { Type: 'AWS::StepFunctions::StateMachine', Properties: { RoleArn: 'arn:aws:iam::1:role/r', DefinitionString: { 'Fn::Sub': '{"StartAt":"W","States":{"W":{"Type":"Wait","Seconds":${Delay},"End":true}}}' } } } },
    };

    // THEN
    expect(Simulator.fromTemplate(template, { parameters: { Delay: '30' } }).workflow().start().duration.toSeconds()).toBe(30);
    expect(() => Simulator.fromTemplate(template).workflow().start()).toThrow("Stack: resource 'Machine', property 'DefinitionString': parameter 'Delay' has no default: give its value in 'parameters'");
  });
});

describe('Mock.runsHandler', () => {
  test('answers with the code of the function', () => {
    // GIVEN
    const { stack, fn } = callingStack('index.sum');

    // WHEN
    const run = Simulator.fromStack(stack).mockResource(fn, Mock.runsHandler()).workflow().start({ input: { items: [1, 2] } });

    // THEN
    expect(run.output).toEqual({ table: 'orders', calls: 1, total: 6 });
  });

  test('what the code throws fails the state', () => {
    const { stack } = callingStack('index.declines');
    const run = Simulator.fromStack(stack).mockService('lambda', 'invoke', Mock.runsHandler()).workflow().start();
    expect(run).toMatchObject({ status: 'FAILED', errorName: 'CardDeclined' });
    expect(JSON.parse(run.cause!)).toMatchObject({ errorType: 'CardDeclined', errorMessage: 'card declined' });
  });

  test('an async handler runs with startAsync, and is refused by start', async () => {
    // GIVEN
    const { stack, fn } = callingStack('index.later');
    const workflow = Simulator.fromStack(stack).mockResource(fn, Mock.runsHandler()).workflow();

    // WHEN
    const run = await startAsync(workflow, { input: { n: 1 } });

    // THEN
    expect(run.output).toMatchObject({ table: 'orders', event: { n: 1 } });
    expect(() => workflow.start()).toThrow('answers with a promise; start the workflow with startAsync');
  });

  test('a sequence may put failures before the code', () => {
    const { stack, fn } = callingStack('index.sum');
    const sim = Simulator.fromStack(stack).mockResource(fn, Mock.sequence(Mock.fails('Busy'), Mock.takes(Duration.seconds(5), Mock.runsHandler())));
    expect(sim.workflow().start({ input: { items: [] } }).errorName).toBe('Busy');
    const second = sim.workflow().start({ input: { items: [] } });
    expect(second.status).toBe('SUCCEEDED');
    expect(second.duration.toSeconds()).toBe(5);
  });

  test('refuses a call to something that is no function of the stack', () => {
    const stack = new Stack(new App(), 'Orders');
    const table = dynamodb.Table.fromTableName(stack, 'Table', 'orders');
    new sfn.StateMachine(stack, 'Machine', { definitionBody: sfn.DefinitionBody.fromChainable(new tasks.DynamoPutItem(stack, 'Save', { table, item: {} })) });
    expect(() => Simulator.fromStack(stack).workflow().mock('Save', Mock.runsHandler()).start())
      .toThrow("state 'Save' calls 'arn:aws:states:::dynamodb:putItem', which is no function of the stack");
  });
});
