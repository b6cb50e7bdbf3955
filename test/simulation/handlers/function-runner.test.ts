import * as path from 'node:path';
import { App, aws_dynamodb as dynamodb, aws_lambda as lambda, Stack } from 'aws-cdk-lib';
import type { Json } from '../../../src/asl';
import { readStack } from '../../../src/assembly';
import { FunctionRunner } from '../../../src/simulation/handlers/function-runner';
import type { Answer, Call } from '../../../src/simulation/tasks/call';

function functionOf(handler: string, props: Partial<lambda.FunctionProps> = {}) {
  const stack = new Stack(new App(), 'Orders');
  const table = new dynamodb.Table(stack, 'Table', { partitionKey: { name: 'id', type: dynamodb.AttributeType.STRING } });
  new lambda.Function(stack, 'Fn', {
    runtime: lambda.Runtime.NODEJS_22_X,
    code: lambda.Code.fromAsset(path.join(__dirname, 'fixtures/orders')),
    handler,
    environment: { TABLE_NAME: table.tableName },
    ...props,
  });
  return readStack(stack).resource('Fn');
}

function runner(handler: string, props?: Partial<lambda.FunctionProps>, modules = {}) {
  return new FunctionRunner(functionOf(handler, props), { modules, layers: [] });
}

function call(Payload: Json, overrides: Partial<Call> = {}): Call {
  return {
    state: 'Charge',
    resource: 'arn:aws:states:::lambda:invoke',
    service: 'lambda',
    action: 'invoke',
    pattern: 'REQUEST_RESPONSE',
    request: { FunctionName: 'arn:aws:lambda:us-east-1:123456789012:function:Orders-Fn', Payload },
    roleArn: '',
    machineArn: '',
    machineName: '',
    executionArn: 'e',
    executionName: 'e',
    retryCount: 0,
    taskToken: undefined,
    at: 0,
    run: {},
    ...overrides,
  };
}

function settled(answer: Answer): Promise<Answer> {
  return new Promise((resolve) => (answer.kind === 'promised' ? answer.whenSettled(resolve) : resolve(answer)));
}

describe('FunctionRunner', () => {
  test('runs the code of an asset with its modules, its environment and its state between calls', () => {
    // GIVEN
    const fn = runner('index.sum');

    // WHEN
    fn.answer(call({ items: [1] }));
    const answer = fn.answer(call({ items: [1, 2] }));

    // THEN
    expect(answer).toEqual({
      kind: 'output',
      output: { ExecutedVersion: '$LATEST', StatusCode: 200, Payload: { table: expect.stringMatching(/^Orders-Table/), calls: 2, total: 6 } },
    });
  });

  test('two functions of the same asset each have their own modules', () => {
    const [a, b] = [runner('index.sum'), runner('index.sum', { environment: { TABLE_NAME: 'other' } })];
    a.answer(call({ items: [] }));
    expect(b.answer(call({ items: [] }))).toMatchObject({ output: { Payload: { table: 'other', calls: 1 } } });
  });

  test('runs inline code', () => {
    const fn = runner('index.handler', { code: lambda.Code.fromInline('exports.handler = (event) => event.n + 1;') });
    expect(fn.answer(call({ n: 1 }))).toMatchObject({ output: { Payload: 2 } });
  });

  test('a handler sees only its own environment, without credentials, and the process keeps its own', () => {
    // GIVEN
    process.env.SECRET_OF_THE_TEST = 'x';
    const before = process.env;

    // WHEN
    const answer = runner('index.environment').answer(call({})) as unknown as { output: { Payload: Record<string, string> } };

    // THEN
    expect(answer.output.Payload).toMatchObject({
      _HANDLER: 'index.environment', AWS_REGION: 'us-east-1', AWS_ACCESS_KEY_ID: 'simulated', AWS_LAMBDA_FUNCTION_MEMORY_SIZE: '128', TABLE_NAME: expect.any(String),
    });
    expect(answer.output.Payload).not.toHaveProperty('SECRET_OF_THE_TEST');
    expect(process.env).toBe(before);
    delete process.env.SECRET_OF_THE_TEST;
  });

  test('an async handler promises its answer and keeps its environment across awaits', async () => {
    // GIVEN
    const fn = runner('index.later');

    // WHEN
    const [first, second] = [fn.answer(call({ n: 1 })), fn.answer(call({ n: 2 }))];
    expect(first.kind).toBe('promised');
    expect(process.env.TABLE_NAME).toBeUndefined();

    // THEN
    expect(await settled(second)).toMatchObject({ output: { Payload: { table: expect.stringMatching(/^Orders-Table/), event: { n: 2 } } } });
    expect(await settled(first)).toMatchObject({ output: { Payload: { event: { n: 1 } } } });
    await new Promise((resolve) => setImmediate(resolve));
    expect(process.env.AWS_LAMBDA_FUNCTION_NAME).toBeUndefined();
  });

  test('a handler may call back', () => {
    expect(runner('index.callsBack').answer(call({}))).toMatchObject({ output: { Payload: { via: 'callback' } } });
  });

  test.each([
    ['index.declines', 'CardDeclined', 'card declined'],
    ['index.rejects', 'TypeError', 'no such order'],
    ['index.throwsText', 'string', 'oops'],
    ['index.circular', 'Runtime.MarshalError', expect.stringContaining('circular')],
    ['index.nothing', 'Runtime.HandlerNotFound', 'index.nothing is undefined or not exported'],
    ['absent.handler', 'Runtime.ImportModuleError', "Error: Cannot find module 'absent'"],
  ])('%s fails the call as Lambda does', async (handler, errorType, errorMessage) => {
    // WHEN
    const answer = await settled(runner(handler).answer(call({}))) as { error: string; cause: string };

    // THEN
    expect(answer.error).toBe(errorType);
    expect(JSON.parse(answer.cause)).toMatchObject({ errorType, errorMessage, trace: expect.any(Array) });
  });

  test('the trace of an error names the line of the code', () => {
    const { cause } = runner('index.declines').answer(call({})) as { cause: string };
    expect(JSON.parse(cause).trace.join('\n')).toMatch(/CardDeclined: card declined|Error: card declined[\s\S]*index\.js/);
  });

  test('shapes the answer for each way to call', () => {
    // GIVEN
    const fn = runner('index.changes');
    const arn = 'arn:aws:lambda:us-east-1:123456789012:function:Orders-Fn';
    const request = { n: 1 };

    // THEN
    expect(fn.answer(call(null, { resource: arn, request }))).toEqual({ kind: 'output', output: { n: 1, changed: true } });
    expect(request).toEqual({ n: 1 });
    expect(fn.answer(call(null, { service: 'aws-sdk:lambda', request: { FunctionName: arn, Payload: '{"n":1}' } })))
      .toEqual({ kind: 'output', output: { ExecutedVersion: '$LATEST', StatusCode: 200, Payload: '{"n":1,"changed":true}' } });
    expect(fn.answer(call({ n: 1 }, { pattern: 'WAIT_FOR_TASK_TOKEN' }))).toMatchObject({ kind: 'awaited', submitted: { StatusCode: 200 } });
    expect(fn.answer(call(null, { request: { FunctionName: `${arn}:7`, Payload: {} } }))).toMatchObject({ output: { ExecutedVersion: '7' } });
  });

  test('a failed function is no failed call of the SDK', () => {
    expect(runner('index.throwsText').answer(call(null, { service: 'aws-sdk:lambda', request: { Payload: '{}' } })))
      .toMatchObject({ kind: 'output', output: { FunctionError: 'Unhandled', Payload: '{"errorType":"string","errorMessage":"oops","trace":[]}' } });
  });

  test('modules can be given, and one that is missing says what to do', () => {
    const modules = { '@aws-sdk/client-nowhere': { send: (event: unknown) => ({ sent: event }) } };
    expect(runner('index.sdk', {}, modules).answer(call({ a: 1 }))).toMatchObject({ output: { Payload: { sent: { a: 1 } } } });
    expect(() => runner('index.sdk').answer(call({}))).toThrow(/^function 'Fn[0-9A-F]{8}' cannot be run: it needs '@aws-sdk\/client-nowhere', which is neither in its code nor in this project: install it as a dev dependency, or give a stand-in in 'modules'$/);
  });

  test('refuses what cannot run in process by name', () => {
    expect(() => runner('index.handler', { runtime: lambda.Runtime.PYTHON_3_12 }).answer(call({}))).toThrow("its runtime is 'python3.12', only Node.js functions run in process");
    expect(() => runner('index.sum').answer(call(null, { request: { InvocationType: 'Event' } }))).toThrow("with InvocationType 'Event': only RequestResponse runs its code; mock the call");
    expect(() => runner('index.sum').answer(call({}, { service: 'sqs', action: 'sendMessage' }))).toThrow("state 'Charge' calls sqs:sendMessage, which is no invocation of a function");
  });
});
