import { Duration } from 'aws-cdk-lib';
import { simulation } from 'cdk-stepwise';

const { Mock, Simulator, RunStatus, ServiceResponse, SimulatedWorkflowType } = simulation;

const single = (fields: object, definition: object = {}) => Simulator.fromDefinition({
  QueryLanguage: 'JSONata', StartAt: 'Work', States: { Work: { End: true, ...fields } }, ...definition,
});
const invoke = { Type: 'Task', Resource: 'arn:aws:states:::lambda:invoke', Arguments: { FunctionName: 'work', Payload: '{% $states.input %}' } };
const callback = {
  Type: 'Task',
  Resource: 'arn:aws:states:::sqs:sendMessage.waitForTaskToken',
  Arguments: { QueueUrl: 'q', MessageBody: '{% $states.context.Task.Token %}' },
};

describe('a run', () => {
  test('tells status, output, path, visits, transitions, duration and calls', () => {
    const sim = single(invoke);
    sim.workflow().mock('Work', Mock.takes(Duration.seconds(3), Mock.returns({ ok: true })));
    const run = sim.workflow().start({ input: { a: 1 }, name: 'first' });
    expect([run.status, run.name, run.path, run.visits('Work'), run.visits('Other'), run.transitions]).toEqual([RunStatus.SUCCEEDED, 'first', ['Work'], 1, 0, 1]);
    expect(run.output).toEqual({ ExecutedVersion: '$LATEST', Payload: { ok: true }, StatusCode: 200 });
    expect(run.duration.toSeconds()).toBe(3);
    expect(run.calls).toEqual([expect.objectContaining({
      stateName: 'Work',
      service: 'lambda',
      action: 'invoke',
      pattern: 'REQUEST_RESPONSE',
      requestJson: '{"FunctionName":"work","Payload":{"a":1}}',
      roleArn: 'arn:aws:iam::123456789012:role/Workflow',
      retryCount: 0,
      time: '2026-01-01T00:00:00.000Z',
    })]);
  });

  test('has a history in the shape of GetExecutionHistory', () => {
    const run = single({ Type: 'Pass', Output: { b: null } }).workflow().start({ input: { a: 1 } });
    expect(run.history.map(({ id, previousEventId, type }) => [id, previousEventId, type])).toEqual([
      [1, 0, 'ExecutionStarted'], [2, 0, 'PassStateEntered'], [3, 2, 'PassStateExited'], [4, 3, 'ExecutionSucceeded'],
    ]);
    expect(run.history[2]).toMatchObject({
      timestamp: '2026-01-01T00:00:00.000Z', stateExitedEventDetails: { name: 'Work', output: '{"b":null}', outputDetails: { truncated: false } },
    });
  });

  test('keeps nulls in JSON text, both ways', () => {
    const run = single({ Type: 'Pass' }).workflow().start({ inputJson: '{"a":null,"__proto__":{"b":1}}' });
    expect(run.outputJson).toBe('{"a":null,"__proto__":{"b":1}}');
    expect(() => single({ Type: 'Pass' }).workflow().start({ inputJson: '{a' })).toThrow('inputJson: got "{a"; give JSON text');
  });

  test('reads as a trace', () => {
    const sim = single({ ...invoke, TimeoutSeconds: 7 });
    sim.workflow().mock('Work', Mock.never());
    const text = sim.workflow().start({ input: { order: 'o-1' }, name: 'slow' }).toString();
    expect(text).toContain('Workflow / slow: TIMED_OUT'.replace('TIMED_OUT', 'FAILED after 7 s of virtual time, 1 transitions'));
    expect(text).toContain('+0s  -> Work  {"order":"o-1"}');
    expect(text).toContain('lambda:invoke  {"FunctionName":"work","Payload":{"order":"o-1"}}');
    expect(text).toContain('TaskTimedOut States.Timeout');
  });
});

describe('a call that no mock answers', () => {
  test('fails the run with the state, the call, the request and the line to write', () => {
    const run = single({ ...invoke, Retry: [{ ErrorEquals: ['States.ALL'] }] }).workflow().start({ input: { a: 1 } });
    expect(run.status).toBe(RunStatus.FAILED);
    expect(run.cause).toBe("state 'Work' calls lambda:invoke (arn:aws:states:::lambda:invoke) and no mock answers it; "
      + 'the request is {"FunctionName":"work","Payload":{"a":1}}; '
      + "add: sim.workflow('Workflow').mock('Work', simulation.Mock.returns({}))");
  });
});

describe('mocks', () => {
  test('of the state go before those of the resource, and those before the service', () => {
    const sim = single({ ...invoke, Output: '{% $states.result.Payload %}' });
    sim.mockService('lambda', 'invoke', Mock.returns('service'));
    expect(sim.workflow().start().output).toBe('service');
    sim.mockResource('arn:aws:lambda:us-east-1:123456789012:function:work', Mock.returns('resource'));
    expect(sim.workflow().start().output).toBe('resource');
    sim.workflow().mock('Work', Mock.returns('state'));
    expect(sim.workflow().start().output).toBe('state');
  });

  test('that were never used are told', () => {
    const sim = single({ Type: 'Pass' });
    sim.mockService('lambda', 'invoke', Mock.returns('service'));
    expect(sim.unusedMocks).toEqual(["sim.mockService('lambda', 'invoke', …)"]);
  });

  test('of a state that is not there are refused', () => {
    expect(() => single(invoke).workflow().mock('Wrok', Mock.returns())).toThrow("'Workflow' has no state 'Wrok'; did you mean 'Work'?");
    expect(() => Mock.sequence()).toThrow('Mock.sequence: got no mocks; give at least one');
  });

  test('of a state that calls nothing are refused', () => {
    const sim = Simulator.fromDefinition({ StartAt: 'Note', States: { Note: { Type: 'Pass', Next: 'Charge' }, Charge: { Type: 'Task', Resource: 'arn:aws:states:::lambda:invoke', End: true } } });
    expect(() => sim.workflow().mock('Note', Mock.returns(1)))
      .toThrow("'Workflow': the state 'Note' calls nothing, so there is nothing to mock; states that call something are 'Charge'");
  });

  test('a handler sees the request and answers with an output or a failure', () => {
    const sim = single(invoke);
    sim.workflow().mock('Work', Mock.handler({
      handle: (request) => (request.request.Payload.a === 1 ? ServiceResponse.fail('Odd', 'one is odd') : ServiceResponse.succeed({ Payload: request.stateName })),
    }));
    expect(sim.workflow().start({ input: { a: 1 } })).toMatchObject({ errorName: 'Odd', cause: 'one is odd' });
    expect(sim.workflow().start({ input: { a: 2 } }).output).toEqual({ Payload: 'Work' });
  });
});

describe('an authorizer', () => {
  test('sees the role that makes each call, and what it denies fails', () => {
    const sim = single({ ...invoke, Credentials: { RoleArn: 'arn:aws:iam::123456789012:role/Other' } });
    sim.workflow().mock('Work', Mock.returns());
    sim.authorizeWith({ authorize: (call) => ({ allowed: call.roleArn.endsWith('/Workflow') }) });
    expect(sim.workflow().start()).toMatchObject({
      errorName: 'States.Permissions', cause: "the role arn:aws:iam::123456789012:role/Other is not allowed to call lambda:invoke, which state 'Work' does",
    });
  });
});

describe('a task token', () => {
  test('waits until it is answered', () => {
    const run = single(callback).workflow().start();
    expect(run.status).toBe(RunStatus.RUNNING);
    run.advance(Duration.hours(2));
    const [token] = run.pendingTokens;
    expect(run.calls[0].request.MessageBody).toBe(token);
    run.sendTaskSuccess(token, { approved: true });
    expect([run.output, run.duration.toHours(), run.pendingTokens]).toEqual([{ approved: true }, 2, []]);
    expect(() => run.sendTaskFailure(token)).toThrow(`no task waits for the token '${token}'; no token is pending`);
  });

  test('can fail, and can run into its heartbeat', () => {
    const failed = single(callback).workflow().start();
    failed.sendTaskFailure(failed.pendingTokens[0], 'Rejected', 'not today');
    expect(failed).toMatchObject({ errorName: 'Rejected', cause: 'not today' });

    const late = single({ ...callback, HeartbeatSeconds: 60 }).workflow().start();
    late.advance(Duration.seconds(50));
    late.sendTaskHeartbeat(late.pendingTokens[0]);
    late.advance(Duration.seconds(50));
    expect(late.status).toBe(RunStatus.RUNNING);
    late.advance(Duration.seconds(11));
    expect(late.errorName).toBe('States.Timeout');
    expect(late.duration.toSeconds()).toBe(110);
  });

  test('that a handler answers at once is answered in its turn', () => {
    const sim = single(callback);
    let run: simulation.Run | undefined;
    sim.workflow().mock('Work', Mock.handler({ handle: () => ServiceResponse.succeed({ MessageId: 'm' }) }));
    run = sim.workflow().start();
    expect(run.history.find((event) => event.type === 'TaskSubmitted')!.taskSubmittedEventDetails.output).toBe('{"MessageId":"m"}');
    run.sendTaskSuccess(run.pendingTokens[0]);
    expect(run.status).toBe(RunStatus.SUCCEEDED);
  });
});

describe('time', () => {
  test('a state machine has a timeout, and an Express one at most five minutes', () => {
    const wait = { Type: 'Wait', Seconds: 1000 };
    expect(single(wait, { TimeoutSeconds: 60 }).workflow().start()).toMatchObject({ status: 'TIMED_OUT', errorName: 'States.Timeout' });
    const express = Simulator.fromDefinition({ StartAt: 'Work', States: { Work: { ...wait, End: true } } }, { workflowType: SimulatedWorkflowType.EXPRESS });
    const run = express.workflow().start();
    expect([run.status, run.duration.toMinutes()]).toEqual([RunStatus.TIMED_OUT, 5]);
  });

  test.each([[{ Seconds: 90 }, 90], [{ Seconds: '{% $states.input.s %}' }, 30], [{ Timestamp: '2026-01-01T00:10:00Z' }, 600], [{ Timestamp: '{% $states.input.t %}' }, 3600]])(
    'a Wait of %j takes %d s', (fields, seconds) => {
      const run = single({ Type: 'Wait', ...fields }).workflow().start({ input: { s: 30, t: '2026-01-01T01:00:00Z' } });
      expect([run.status, run.duration.toSeconds()]).toEqual([RunStatus.SUCCEEDED, seconds]);
    });
});

describe('stop and redrive', () => {
  test('a run that was stopped goes on where it stopped', () => {
    const run = single(callback).workflow().start();
    run.stop('Enough', 'for today');
    expect(run).toMatchObject({ status: 'ABORTED', errorName: 'Enough', cause: 'for today', pendingTokens: [] });
    run.redrive();
    expect(run.status).toBe(RunStatus.RUNNING);
    run.sendTaskSuccess(run.pendingTokens[0], 1);
    expect(run.output).toBe(1);
    expect(run.visits('Work')).toBe(1);
    expect(run.history.filter((event) => event.type === 'ExecutionRedriven')).toHaveLength(1);
  });

  test('what has succeeded cannot be redriven', () => {
    const run = single({ Type: 'Pass' }).workflow().start({ name: 'done' });
    expect(() => run.redrive()).toThrow("the execution 'done' of 'Workflow' is SUCCEEDED; redrive one that has failed, timed out or was stopped");
  });

  test('what ended more than 14 days ago cannot be redriven', () => {
    const run = single(callback).workflow().start({ name: 'old' });
    run.stop();
    run.advance(Duration.days(14));
    run.redrive();
    run.stop();
    run.advance(Duration.days(15));
    expect(() => run.redrive()).toThrow("the execution 'old' of 'Workflow' ended more than 14 days ago and cannot be redriven; start a new one");
  });
});

describe('a start', () => {
  const workflow = () => Simulator.fromDefinition({ StartAt: 'Note', States: { Note: { Type: 'Pass', End: true } } }).workflow();

  test('takes an input of 262,144 bytes and refuses more', () => {
    expect(workflow().start({ input: 'x'.repeat(262_142) }).status).toBe(RunStatus.SUCCEEDED);
    expect(() => workflow().start({ input: 'x'.repeat(262_143) })).toThrow('input: got 262145 bytes of JSON; an execution takes at most 262144');
  });

  test('refuses a name that AWS would refuse', () => {
    expect(() => workflow().start({ name: 'order 1*' })).toThrow("name: got 'order 1*'; give 1 to 80 characters");
    expect(workflow().start({ name: 'order-1_ä.b' }).name).toBe('order-1_ä.b');
  });
});

describe('quotas', () => {
  test('a loop without end stops at 25,000 events', () => {
    const run = Simulator.fromDefinition({
      StartAt: 'A', States: { A: { Type: 'Pass', Next: 'B' }, B: { Type: 'Choice', Choices: [{ Variable: '$.stop', IsPresent: true, Next: 'C' }], Default: 'A' }, C: { Type: 'Succeed' } },
    }).workflow().start();
    expect(run).toMatchObject({ status: 'FAILED', errorName: 'States.Runtime', cause: 'The execution reached the maximum number of history events (25000).' });
    expect(run.history).toHaveLength(25_000);
    expect(() => run.redrive()).toThrow('has 25000 events; one with 24999 or more cannot be redriven; start a new one');
  });

  test('a request over 262,144 bytes fails the execution before the call, whatever the state catches', () => {
    const sim = Simulator.fromDefinition({
      StartAt: 'Work',
      States: {
        Work: {
          Type: 'Task',
          Resource: 'arn:aws:states:::lambda:invoke',
          Parameters: { FunctionName: 'work', Payload: { 'one.$': '$', 'two.$': '$' } },
          Catch: [{ ErrorEquals: ['States.ALL'], Next: 'Caught' }],
          End: true,
        },
        Caught: { Type: 'Succeed' },
      },
    });
    sim.workflow().mock('Work', Mock.returns(1));
    expect(sim.workflow().start({ input: 'x'.repeat(100_000) }).status).toBe(RunStatus.SUCCEEDED);
    const run = sim.workflow().start({ input: 'x'.repeat(200_000) });
    expect(run).toMatchObject({ status: 'FAILED', errorName: 'States.DataLimitExceeded', calls: [] });
  });

  test('an output over 262,144 bytes fails the execution, whatever the state catches', () => {
    const run = single({ Type: 'Pass', Output: '{% $pad("", 262143, "é") %}' }).workflow().start();
    expect(run.errorName).toBe('States.DataLimitExceeded');
    expect(run.cause).toBe("The state/task 'Work' returned a result with a size exceeding the maximum number of bytes service limit.");
    expect(single({ Type: 'Pass', Output: '{% $pad("", 262142, "e") %}' }).workflow().start().status).toBe(RunStatus.SUCCEEDED);
  });
});

test('promises are answered by startAsync, and refused by start', async () => {
  const sim = single({ ...invoke, Output: '{% $states.result.Payload %}' });
  sim.workflow().mock('Work', simulation.asyncHandler(async (request) => ServiceResponse.succeed(request.stateName)));
  expect((await simulation.startAsync(sim.workflow())).output).toBe('Work');
  expect(() => sim.workflow().start()).toThrow("a handler of 'Workflow' answers with a promise; start the workflow with startAsync");
});

test('a run with promises is answered, and runs on by settleAsync', async () => {
  // GIVEN a callback, then a handler that answers with a promise after it
  const definition = {
    StartAt: 'Ask',
    States: {
      Ask: { Type: 'Task', Resource: 'arn:aws:states:::sqs:sendMessage.waitForTaskToken', Arguments: { QueueUrl: 'q', MessageBody: '{% $states.context.Task.Token %}' }, Next: 'Pause' },
      Pause: { Type: 'Wait', Seconds: 60, Next: 'Work' },
      Work: { Type: 'Task', Resource: 'arn:aws:states:::lambda:invoke', Arguments: { FunctionName: 'f' }, End: true },
    },
    QueryLanguage: 'JSONata',
  };
  const sim = simulation.Simulator.fromDefinition(JSON.stringify(definition));
  const calls: string[] = [];
  sim.workflow().mock('Work', simulation.asyncHandler(async (request) => {
    await Promise.resolve();
    calls.push(request.time);
    return ServiceResponse.succeed({ Payload: 'done' });
  }));
  const run = await simulation.startAsync(sim.workflow());

  // WHEN
  await simulation.settleAsync(run, Duration.hours(1));
  run.sendTaskSuccess(run.pendingTokens[0], {});
  await simulation.settleAsync(run);

  // THEN
  expect([run.status, run.output.Payload, calls]).toEqual([RunStatus.SUCCEEDED, 'done', ['2026-01-01T01:01:00.000Z']]);
});

test('the same seed gives the same history, another one other ids', () => {
  const histories = ['a', 'a', 'b'].map((seed) => JSON.stringify(single({ Type: 'Pass', Output: '{% [$uuid(), $random(), $now()] %}' }).workflow().start({ seed }).history));
  expect(histories[0]).toBe(histories[1]);
  expect(histories[2]).not.toBe(histories[0]);
});
