import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { Mock, Simulator } from '../../../src/simulation';

const DEFINITION = {
  StartAt: 'Charge',
  States: {
    Charge: {
      Type: 'Task',
      Resource: 'arn:aws:states:::lambda:invoke',
      Parameters: { FunctionName: 'charge' },
      Next: 'Tell',
      Retry: [{ ErrorEquals: ['Busy', 'Slow'], IntervalSeconds: 1, MaxAttempts: 3 }],
    },
    Tell: { Type: 'Task', Resource: 'arn:aws:states:::sqs:sendMessage', Parameters: { QueueUrl: 'q' }, End: true },
  },
};

const FILE = {
  StateMachines: {
    Orders: {
      TestCases: {
        HappyPath: { Charge: 'Charged', Tell: 'Told' },
        RetryPath: { Charge: 'ChargedLate', Tell: 'Told' },
        Broken: { Charge: 'ChargedLat', Tell: 'Told' },
      },
    },
  },
  MockedResponses: {
    Charged: { 0: { Return: { StatusCode: 200, Payload: { ok: true } } } },
    ChargedLate: { '0': { Throw: { Error: 'Busy', Cause: 'try later' } }, '1-2': { Throw: { Error: 'Slow' } }, '3': { Return: { StatusCode: 200, Payload: { ok: 'late' } } } },
    Told: { 0: { Return: { MessageId: 'm' } } },
  },
};

function written(content: unknown): string {
  const file = path.join(fs.mkdtempSync(path.join(os.tmpdir(), 'mocks-')), 'MockConfigFile.json');
  fs.writeFileSync(file, typeof content === 'string' ? content : JSON.stringify(content));
  return file;
}

function start(testCase: string, file = written(FILE)) {
  const workflow = Simulator.fromDefinition(DEFINITION).workflow();
  workflow.mockAll(Mock.fromMockConfigFile(file, testCase));
  return workflow.start();
}

describe('Mock.fromMockConfigFile', () => {
  test('a test case answers each state with its response', () => {
    const run = start('HappyPath');
    expect(run.output).toEqual({ MessageId: 'm' });
    expect(run.calls.map((call) => call.stateName)).toEqual(['Charge', 'Tell']);
  });

  test('each call of a state gets its own answer, ranges too', () => {
    // WHEN
    const run = start('RetryPath');

    // THEN
    const failures = run.history.filter((event) => event.type === 'TaskFailed').map((event) => event.taskFailedEventDetails.error);
    expect(failures).toEqual(['Busy', 'Slow', 'Slow']);
    expect(run.status).toBe('SUCCEEDED');
  });

  test('calls are counted anew at each start', () => {
    // GIVEN
    const workflow = Simulator.fromDefinition(DEFINITION).workflow();
    workflow.mockAll(Mock.fromMockConfigFile(written(FILE), 'RetryPath', 'Orders'));

    // THEN
    expect([workflow.start(), workflow.start()].map((run) => run.status)).toEqual(['SUCCEEDED', 'SUCCEEDED']);
  });

  test('a call beyond the answers says what to add', () => {
    const file = written({ ...FILE, MockedResponses: { ...FILE.MockedResponses, Charged: { 0: { Throw: { Error: 'Busy' } } } } });
    expect(() => start('HappyPath', file)).toThrow("mocked response 'Charged' answers 1 call, state 'Charge' has made one more; add \"1\" to it");
  });

  test.each<[string, unknown, string, string]>([
    ['is not there', undefined, 'HappyPath', "there is no mock configuration file '"],
    ['is no JSON', '{', 'HappyPath', 'it is not JSON ('],
    ['lacks the machines', { MockedResponses: {} }, 'HappyPath', 'it has no StateMachines'],
    ['misspells the responses', { StateMachines: {}, MockedResponse: {} }, 'HappyPath', "it has no MockedResponses; did you mean 'MockedResponse'?"],
    ['has no such case', FILE, 'HapyPath', "there is no test case 'HapyPath'; did you mean 'HappyPath'?"],
    ['names a response that is not there', FILE, 'Broken', "state 'Charge': there is no mocked response \"ChargedLat\"; did you mean 'ChargedLate'?"],
    ['is for several machines', { ...FILE, StateMachines: { A: {}, B: {} } }, 'HappyPath', 'it is for 2 state machines (A, B); say which one'],
  ])('says what is wrong with a file that %s', (_, content, testCase, message) => {
    const file = content === undefined ? '/nowhere/MockConfigFile.json' : written(content);
    expect(() => Mock.fromMockConfigFile(file, testCase)).toThrow(message);
  });

  test('reports everything that is wrong with a test case at once', () => {
    // GIVEN
    const file = written({
      StateMachines: { Orders: { TestCases: { HappyPath: { Charge: 'A', Tell: 'B' } } } },
      MockedResponses: { A: { '0': {}, 'x': { Return: 1 }, '2-1': { Return: 1 }, '3': { Throw: { Cause: 'c' } } }, B: { '0-2': { Return: 1 }, '2': { Return: 1 }, '5': { Return: 1 } } },
    });

    // THEN
    expect(() => Mock.fromMockConfigFile(file, 'HappyPath')).toThrow([
      `${file}: 6 problems`,
      "  - mocked response 'A', call '0': give either Return or Throw",
      "  - mocked response 'A', call '3': Throw needs an Error, the name of the error",
      "  - mocked response 'A', call 'x': got the call 'x'; give the number of a call from 0 (\"0\"), or a range (\"1-2\")",
      "  - mocked response 'A', call '2-1': got the call '2-1'; give the number of a call from 0 (\"0\"), or a range (\"1-2\")",
      "  - mocked response 'B': call 2 has two answers",
      "  - mocked response 'B': call 3 has no answer",
    ].join('\n'));
  });
});
