import '../../src/jest';
import { Mock, Simulator } from '../../src/simulation';

const WORKFLOW = {
  StartAt: 'Check',
  States: {
    Check: { Type: 'Pass', Next: 'Charge' },
    Charge: { Type: 'Task', Resource: 'arn:aws:states:::lambda:invoke', Parameters: { FunctionName: 'charge', Payload: { amount: 5 } }, OutputPath: '$.Payload', End: true },
  },
};

function start(mock: Mock) {
  return Simulator.fromDefinition(WORKFLOW).workflow().mock('Charge', mock).start();
}

/** What a failing assertion prints, less colours. */
function message(assertion: () => void): string {
  try {
    assertion();
  } catch (error) {
    // eslint-disable-next-line no-control-regex
    return (error as Error).message.replace(/\u001b\[\d+m/g, '');
  }
  throw new Error('the assertion held');
}

describe('Jest matchers', () => {
  test('toHaveSucceeded', () => {
    const run = start(Mock.returns({ id: 'c1' }));
    expect(run).toHaveSucceeded();
    expect(run).toHaveSucceeded({ id: expect.any(String) });
    expect(run).not.toHaveSucceeded({ id: 'c2' });
    expect(start(Mock.fails('Declined'))).not.toHaveSucceeded();
  });

  test('toHaveFailedWith', () => {
    const run = start(Mock.fails('Declined', 'no funds'));
    expect(run).toHaveFailedWith('Declined');
    expect(run).toHaveFailedWith('Declined', 'funds');
    expect(run).toHaveFailedWith('Declined', /^no/);
    expect(run).not.toHaveFailedWith('Declined', 'money');
    expect(start(Mock.returns({}))).not.toHaveFailedWith('Declined');
  });

  test('toHaveVisited takes states in their order', () => {
    const run = start(Mock.returns({}));
    expect(run).toHaveVisited('Check', 'Charge');
    expect(run).toHaveVisited('Charge');
    expect(run).not.toHaveVisited('Charge', 'Check');
  });

  test('toHaveCalled takes a state, an action or a name in the request', () => {
    const run = start(Mock.returns({}));
    for (const what of ['Charge', 'lambda:invoke', 'arn:aws:states:::lambda:invoke', 'charge']) expect(run).toHaveCalled(what);
    expect(run).toHaveCalled('charge', { FunctionName: 'charge', Payload: { amount: expect.any(Number) } });
    expect(run).not.toHaveCalled('charge', { FunctionName: 'charge' });
    expect(run).not.toHaveCalled('refund');
  });

  test.each<[string, (run: ReturnType<typeof start>) => void, string]>([
    ['toHaveSucceeded', (run) => expect(run).toHaveSucceeded({ id: 1 }), 'expected the run to succeed with {"id": 1}, but it failed with Declined: no funds\n\n'],
    ['not.toHaveFailedWith', (run) => expect(run).not.toHaveFailedWith('Declined'), 'expected the run not to fail with Declined, but it failed with Declined: no funds\n\n'],
    ['toHaveVisited', (run) => expect(run).toHaveVisited('Refund'), 'expected the run to visit Refund, but it visited Check → Charge\n\n'],
    ['toHaveCalled', (run) => expect(run).toHaveCalled('refund'), 'expected the run to call refund, but it called Charge (lambda:invoke)\n\n'],
  ])('%s says what happened and prints the trace', (_, assertion, expected) => {
    // GIVEN
    const run = start(Mock.fails('Declined', 'no funds'));

    // WHEN
    const text = message(() => assertion(run));

    // THEN
    expect(text.startsWith(expected)).toBe(true);
    expect(text).toContain(run.toString());
  });
});
