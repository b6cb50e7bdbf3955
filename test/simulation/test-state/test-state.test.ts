import { testState } from '../../../src/simulation/test-state/test-state';
import type { TestStateRequest } from '../../../src/simulation/test-state/test-state-request';

function tested(state: object, request: Omit<TestStateRequest, 'definition'> = {}) {
  return testState({ definition: JSON.stringify(state), ...request });
}

const CHARGE = {
  Type: 'Task',
  Resource: 'arn:aws:states:::dynamodb:getItem',
  Parameters: { 'TableName': 'orders', 'Key.$': '$.key' },
  ResultSelector: { 'found.$': '$.Item' },
  ResultPath: '$.order',
  Next: 'Pay',
  Retry: [{ ErrorEquals: ['Busy'], IntervalSeconds: 2, BackoffRate: 3, MaxAttempts: 2, MaxDelaySeconds: 5 }],
  Catch: [{ ErrorEquals: ['Gone'], Next: 'Lost' }, { ErrorEquals: ['States.TaskFailed'], ResultPath: '$.why', Next: 'Refund' }],
};
const INPUT = '{"key":{"id":{"S":"1"}}}';

describe('testState', () => {
  test('tells the data of a task on its way', () => {
    // WHEN
    const response = tested(CHARGE, { input: INPUT, inspectionLevel: 'DEBUG', mock: { result: '{"Item":{"n":{"N":"7"}}}' } });

    // THEN
    const order = { key: { id: { S: '1' } }, order: { found: { n: { N: '7' } } } };
    expect(response).toMatchObject({ status: 'SUCCEEDED', nextState: 'Pay' });
    expect(JSON.parse(response.output!)).toEqual(order);
    expect(Object.fromEntries(Object.entries(response.inspectionData!).map(([name, text]) => [name, JSON.parse(text as string)]))).toEqual({
      input: JSON.parse(INPUT),
      afterInputPath: JSON.parse(INPUT),
      afterParameters: { TableName: 'orders', Key: { id: { S: '1' } } },
      result: { Item: { n: { N: '7' } } },
      afterResultSelector: { found: { n: { N: '7' } } },
      afterResultPath: order,
    });
  });

  test.each([[0, 2], [1, 5]])('an error that a retrier names is retriable: after %i retries in %i seconds', (retrierRetryCount, seconds) => {
    const response = tested(CHARGE, { input: INPUT, inspectionLevel: 'TRACE', mock: { errorOutput: { error: 'Busy', cause: 'c' } }, stateConfiguration: { retrierRetryCount } });
    expect(response).toMatchObject({ status: 'RETRIABLE', error: 'Busy', cause: 'c', inspectionData: { errorDetails: { retryIndex: 0, retryBackoffIntervalSeconds: seconds } } });
  });

  test('an error whose retries are used up is caught', () => {
    const response = tested(CHARGE, { input: INPUT, inspectionLevel: 'DEBUG', mock: { errorOutput: { error: 'Busy', cause: 'c' } }, stateConfiguration: { retrierRetryCount: 2 } });
    expect(response).toMatchObject({ status: 'CAUGHT_ERROR', nextState: 'Refund', inspectionData: { errorDetails: { catchIndex: 1 } } });
    expect(JSON.parse(response.output!)).toMatchObject({ why: { Error: 'Busy', Cause: 'c' } });
  });

  test('an error of the data flow fails the state, without the steps that it did not come to', () => {
    const response = tested(CHARGE, { input: '{}', inspectionLevel: 'DEBUG', mock: { result: '{}' } });
    expect(response).toMatchObject({ status: 'FAILED', error: 'States.Runtime' });
    expect(Object.keys(response.inspectionData!)).toEqual(['input', 'afterInputPath']);
  });

  test('a choice tells where it goes, and a state that goes back to itself too', () => {
    const choice = { Type: 'Choice', Choices: [{ Variable: '$.n', NumericGreaterThan: 1, Next: 'Many' }], Default: 'StateName' };
    expect(tested(choice, { input: '{"n":2}' })).toMatchObject({ status: 'SUCCEEDED', nextState: 'Many' });
    expect(tested(choice, { input: '{"n":1}' })).toMatchObject({ nextState: 'StateName' });
  });

  test('finds a state wherever in a definition it is, and keeps its language', () => {
    const definition = {
      QueryLanguage: 'JSONata',
      StartAt: 'Each',
      States: { Each: { Type: 'Map', ItemProcessor: { StartAt: 'Double', States: { Double: { Type: 'Pass', Output: '{% $states.input * $factor %}', End: true } } }, End: true } },
    };
    expect(tested(definition, { stateName: 'Double', input: '4', variables: '{"factor":2}' }).output).toBe('8');
  });

  test('variables are told as they are afterwards', () => {
    const response = tested({ Type: 'Pass', QueryLanguage: 'JSONata', Assign: { b: '{% $a + 1 %}' }, End: true }, { variables: '{"a":1}', inspectionLevel: 'DEBUG' });
    expect(response.inspectionData!.variables).toBe('{"a":1,"b":2}');
  });

  test('a map tells its items, what is selected of each, and its batches', () => {
    // GIVEN
    const map = {
      Type: 'Map',
      ItemsPath: '$.rows',
      MaxConcurrency: 3,
      ToleratedFailurePercentage: 50,
      ItemSelector: { 'n.$': '$$.Map.Item.Value', 'at.$': '$$.Map.Item.Index' },
      ItemBatcher: { MaxItemsPerBatch: 2 },
      ItemProcessor: { ProcessorConfig: { Mode: 'DISTRIBUTED', ExecutionType: 'STANDARD' }, StartAt: 'P', States: { P: { Type: 'Pass', End: true } } },
      End: true,
    };

    // WHEN
    const data = tested(map, { input: '{"rows":[5,6,7]}', inspectionLevel: 'DEBUG', mock: { result: '[1,2]' } }).inspectionData!;

    // THEN
    expect(data).toMatchObject({ maxConcurrency: 3, toleratedFailurePercentage: 50, afterItemsPath: '[5,6,7]' });
    const selected = [{ n: 5, at: 0 }, { n: 6, at: 1 }, { n: 7, at: 2 }];
    expect(JSON.parse(data.afterItemSelector!)).toEqual(selected);
    expect(JSON.parse(data.afterItemBatcher!)).toEqual([{ Items: selected.slice(0, 2) }, { Items: selected.slice(2) }]);
    const failures = (mapIterationFailureCount: number) => tested(map, { input: '{"rows":[5,6,7]}', mock: { result: '[]' }, stateConfiguration: { mapIterationFailureCount } });
    expect(failures(1).status).toBe('SUCCEEDED');
    expect(failures(2)).toMatchObject({ status: 'FAILED', error: 'States.ExceedToleratedFailureThreshold' });
  });

  test('the context object may be given', () => {
    const state = { Type: 'Task', QueryLanguage: 'JSONata', Resource: 'arn:aws:states:::sqs:sendMessage.waitForTaskToken', Arguments: { MessageBody: '{% $states.context.Task.Token %}' }, End: true };
    const response = tested(state, { context: '{"Task":{"Token":"t"}}', inspectionLevel: 'DEBUG', mock: { result: '{"MD5OfMessageBody":"x","MessageId":"m"}' } });
    expect(response.inspectionData!.afterArguments).toBe('{"MessageBody":"t"}');
  });

  test.each<[string, object, Omit<TestStateRequest, 'definition'>, string]>([
    ['a task without role and mock', CHARGE, {}, 'RoleArn must be specified when testing a Task state'],
    ['two answers', CHARGE, { mock: { result: '{}', errorOutput: {} } }, 'A test mock should have only one of the following fields: [result, errorOutput].'],
    ['a mock of a state that calls nothing', { Type: 'Wait', Seconds: 1, End: true }, { mock: { result: '1' } }, "State type 'Wait' is not supported when a mock is specified"],
    ['a state that is not there', { StartAt: 'A', States: { A: { Type: 'Pass', End: true } } }, { stateName: 'B' }, 'State not found in definition'],
    ['a field of another type', CHARGE, { mock: { result: '{"Item":[]}' } }, "Mock result schema validation error: Field 'Item' must be an object"],
    ['a nested field of another type', CHARGE, { mock: { result: '{"Item":{"n":{"N":7}}}', fieldValidationMode: 'PRESENT' } }, "Mock result schema validation error: Field 'N' must be a string"],
    ['a field that is missing', { Type: 'Task', Resource: 'arn:aws:states:::states:startExecution', End: true }, { mock: { result: '{"ExecutionArn":"arn:aws:states:::"}' } }, "Mock result schema validation error: Required field 'StartDate' is missing"],
    ['a context with a field of another type', CHARGE, { mock: { result: '{}' }, context: '{"State":{"RetryCount":"1"}}' }, 'Invalid Context object provided: State.RetryCount must be a number'],
  ])('refuses %s in the words of the API', (_, state, request, message) => {
    expect(() => tested(state, request)).toThrow(message);
  });

  test('says that the response of an API is not known, rather than let a mock pass', () => {
    const state = { Type: 'Task', Resource: 'arn:aws:states:::aws-sdk:groundstation:listSatellites', End: true };
    expect(() => tested(state, { mock: { result: '{}' } })).toThrow("the response of aws-sdk:groundstation:listSatellites is not known here: test the state with fieldValidationMode 'NONE'");
    expect(tested(state, { mock: { result: '{"a":1}', fieldValidationMode: 'NONE' } }).output).toBe('{"a":1}');
  });
});
