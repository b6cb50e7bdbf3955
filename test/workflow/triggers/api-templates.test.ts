import { runTemplate } from './velocity';
import { endedTemplate, REFUSED_TEMPLATE, STARTED_TEMPLATE, startTemplate } from '../../../src/workflow/triggers/api-templates';
import * as fc from '../../fast-check';

const ARN = 'arn:aws:states:eu-central-1:111122223333:stateMachine:orders';

function start(body: unknown, field?: string): { [key: string]: string } {
  return JSON.parse(runTemplate(startTemplate(ARN, field), JSON.stringify(body)).text);
}

describe('a start', () => {
  test('has the body as its input', () => {
    // WHEN
    const request = start({ orderId: 'A-1', note: "it's \"urgent\"\n\\o/ ü" });

    // THEN
    expect(request.stateMachineArn).toBe(ARN);
    expect(JSON.parse(request.input)).toEqual({ orderId: 'A-1', note: "it's \"urgent\"\n\\o/ ü" });
    expect(request.name).toBeUndefined();
  });

  test('takes its name from the field, even inside another one', () => {
    expect(start({ orderId: 'A-1' }, 'orderId').name).toBe('A-1');
    expect(start({ order: { id: 'A-2' } }, 'order.id').name).toBe('A-2');
  });

  test('starts nothing but this workflow, whatever the name says', () => {
    // WHEN
    const request = start({ orderId: 'A","stateMachineArn":"arn:aws:states:eu-central-1:111122223333:stateMachine:payroll' }, 'orderId');

    // THEN
    expect(request.stateMachineArn).toBe(ARN);
  });

  test('carries any body unharmed', () => {
    fc.assert(fc.property(fc.dictionary(fc.string({ unit: 'binary' }), fc.jsonValue()), (body) => {
      const sent = JSON.parse(JSON.stringify(body));
      const request = start(body);
      expect(Object.keys(request)).toEqual(['stateMachineArn', 'input']);
      expect(JSON.parse(request.input)).toEqual(sent);
    }));
  });

  test('is answered with the execution', () => {
    // WHEN
    const answer = runTemplate(STARTED_TEMPLATE, JSON.stringify({ executionArn: `${ARN}:A-1`, startDate: 1.7e9 }));

    // THEN
    expect(JSON.parse(answer.text)).toEqual({ executionArn: `${ARN}:A-1` });
  });
});

describe('a refusal', () => {
  const refuse = (type: string, message = '') => {
    const { text, status } = runTemplate(REFUSED_TEMPLATE, JSON.stringify({ __type: type, message }));
    return { status, body: JSON.parse(text) };
  };

  test('of a repeated name is answered with the execution that has it', () => {
    // GIVEN
    const executionArn = 'arn:aws:states:eu-central-1:111122223333:execution:orders:A-1';

    // THEN
    expect(refuse('com.amazonaws.swf.service.v2.model#ExecutionAlreadyExists', `Execution Already Exists: '${executionArn}'`))
      .toEqual({ status: 200, body: { executionArn } });
  });

  test.each([
    ['ThrottlingException', 429, 'too many requests: try again later'],
    ['com.amazonaws.swf.service.v2.model#ExecutionLimitExceeded', 429, 'too many requests: try again later'],
    ['com.amazonaws.swf.service.v2.model#InvalidExecutionInput', 400, 'the workflow does not take this request'],
    ['com.amazonaws.swf.service.v2.model#InvalidName', 400, 'the workflow does not take this request'],
    ['AccessDeniedException', 502, 'the workflow could not be started'],
  ])('%s is %d and tells nothing of the inside', (type, status, message) => {
    expect(refuse(type, 'arn:aws:iam::111122223333:role/secret')).toEqual({ status, body: { message } });
  });
});

describe('the end of an execution that was waited for', () => {
  const end = (response: object) => runTemplate(endedTemplate(), JSON.stringify({ executionArn: 'arn', ...response }));

  test('is answered with its output', () => {
    expect(end({ status: 'SUCCEEDED', output: '{"price":12}' })).toEqual({ text: '{"price":12}', status: undefined });
  });

  test('in failure is 500, with the name of the error and not its cause', () => {
    const { text, status } = end({ status: 'FAILED', error: 'Price.Unknown', cause: 'stack trace' });
    expect({ status, body: JSON.parse(text) }).toEqual({ status: 500, body: { error: 'Price.Unknown', executionArn: 'arn' } });
  });

  test('out of time is 504', () => {
    const { text, status } = end({ status: 'TIMED_OUT' });
    expect({ status, body: JSON.parse(text) }).toEqual({ status: 504, body: { error: 'States.Timeout', executionArn: 'arn' } });
  });
});

describe('an answer with a status of its own', () => {
  const end = (response: object) => runTemplate(endedTemplate('statusCode'), JSON.stringify({ executionArn: 'arn', ...response }));

  test('has the status that the output says, and the output', () => {
    const output = JSON.stringify({ statusCode: 207, results: { a: 1 } });
    expect(end({ status: 'SUCCEEDED', output })).toEqual({ text: output, status: 207 });
  });

  test('has none where the output says none', () => {
    expect(end({ status: 'SUCCEEDED', output: '{"results":{}}' }).status).toBeUndefined();
  });

  test('says of a failure what it always says', () => {
    expect(end({ status: 'FAILED', error: 'Down', output: '{"statusCode":200}' })).toMatchObject({ status: 500 });
    expect(end({ status: 'TIMED_OUT' })).toMatchObject({ status: 504 });
  });
});
